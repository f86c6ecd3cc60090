/** Functions as processes: the Runtime API that they poll, their instances and the pool of each. */
@NullMarked
package dev.statehouse.localstack.function;

import org.jspecify.annotations.NullMarked;
