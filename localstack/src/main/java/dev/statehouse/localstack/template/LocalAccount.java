package dev.statehouse.localstack.template;

/** The AWS account that the local stack plays; the number is the one that AWS writes in its examples. */
public final class LocalAccount {
    public static final String REGION = "eu-central-1";
    public static final String ACCOUNT_ID = "123456789012";
    public static final String API_ID = "localhost";

    private LocalAccount() {}

    /** The ARN of a function, as {@code Lambda-Runtime-Invoked-Function-Arn} carries it. */
    public static String functionArn(String functionName) {
        return "arn:aws:lambda:%s:%s:function:%s".formatted(REGION, ACCOUNT_ID, functionName);
    }
}
