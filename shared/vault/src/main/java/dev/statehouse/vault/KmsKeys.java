package dev.statehouse.vault;

import com.google.crypto.tink.Aead;
import dev.statehouse.data.DataError;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/** Keys in AWS KMS, which they never leave. A key's name is its ARN; the context becomes KMS's encryption context. */
final class KmsKeys implements KeyEncryption {

    private static final Logger LOG = LoggerFactory.getLogger(KmsKeys.class);

    private final KmsClient client;
    private final String presentArn;
    private final Set<String> knownArns;

    /** @param knownArns the only keys that are ever asked: the name in a ciphertext could be a stranger's */
    KmsKeys(KmsClient client, String presentArn, Set<String> knownArns) {
        this.client = client;
        this.presentArn = presentArn;
        this.knownArns = Set.copyOf(knownArns);
    }

    @Override
    public String presentKey() {
        return presentArn;
    }

    @Override
    public Aead key(String name, Map<String, String> context) {
        if (!knownArns.contains(name)) {
            throw KeyEncryption.missing();
        }
        return new Key(name, context);
    }

    private final class Key implements Aead {

        private final String arn;
        private final Map<String, String> context;

        Key(String arn, Map<String, String> context) {
            this.arn = arn;
            this.context = context;
        }

        @Override
        public byte[] encrypt(byte[] plaintext, byte[] associatedData) {
            try {
                return client.encrypt(request -> request.keyId(arn)
                                .encryptionContext(context)
                                .plaintext(SdkBytes.fromByteArray(plaintext)))
                        .ciphertextBlob()
                        .asByteArray();
            } catch (SdkException refused) {
                throw unavailable(refused);
            }
        }

        @Override
        public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
            try {
                return client.decrypt(request -> request.keyId(arn)
                                .encryptionContext(context)
                                .ciphertextBlob(SdkBytes.fromByteArray(ciphertext)))
                        .plaintext()
                        .asByteArray();
            } catch (InvalidCiphertextException | IncorrectKeyException damaged) {
                throw new GeneralSecurityException("the data key does not decrypt", damaged);
            } catch (SdkException refused) {
                throw unavailable(refused);
            }
        }

        // Its text names the key and the account, which concern the log alone.
        private static DataError unavailable(SdkException refused) {
            LOG.warn("AWS KMS did not serve", refused);
            return KeyEncryption.missing();
        }
    }
}
