package dev.statehouse.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What an operation answers where its return type does not tell, for the description of the API only. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Answers {

    /** What the body holds; nothing if absent. */
    Class<?> value() default Void.class;

    int status() default 200;
}
