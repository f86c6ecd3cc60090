package dev.statehouse.vault;

/** A ciphertext was changed, or was moved from where it was made. The caller gets an internal error, never its bytes. */
public final class DamagedCredentialException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedCredentialException(Throwable cause) {
        super("a stored credential does not decrypt", cause);
    }
}
