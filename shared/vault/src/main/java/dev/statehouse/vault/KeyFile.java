package dev.statehouse.vault;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keys in a file, for a machine of one's own: on each line a name, a space and 32 random bytes in base64. The last one is the
 * present key, so that a line added rotates. The file must be its owner's alone.
 */
final class KeyFile implements KeyEncryption {

    private static final int KEY_BYTES = 32;
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;
    private volatile @Nullable Keys read;

    KeyFile(Path file) {
        this.file = file;
    }

    private record Keys(Map<String, Aead> byName, String present) {}

    @Override
    public String presentKey() {
        return known().present();
    }

    @Override
    public Aead key(String name, Map<String, String> context) {
        Aead key = known().byName().get(name);
        if (key == null) {
            // Added since: another process encrypted under it already.
            key = reread().byName().get(name);
        }
        if (key == null) {
            throw KeyEncryption.missing();
        }
        return new ContextualAead(key, context);
    }

    private Keys known() {
        Keys known = read;
        return known == null ? reread() : known;
    }

    private Keys reread() {
        try {
            if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw new IllegalStateException("the key file is open to others: chmod 600 " + file);
            }
            Map<String, Aead> byName = new LinkedHashMap<>();
            String present = "";
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    String[] parts = line.strip().split(" +", -1);
                    present = parts[0];
                    if (parts.length != 2 || byName.put(present, aead(parts[1])) != null) {
                        throw malformed();
                    }
                }
            }
            if (byName.isEmpty()) {
                throw malformed();
            }
            Keys keys = new Keys(Map.copyOf(byName), present);
            read = keys;
            return keys;
        } catch (IOException unreadable) {
            throw new IllegalStateException("the key file can't be read", unreadable);
        }
    }

    @AccessesPartialKey // The key's bytes are the file's: this is where it is read.
    private Aead aead(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            AesGcmParameters parameters = AesGcmParameters.builder()
                    .setKeySizeBytes(KEY_BYTES)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
            AesGcmKey key = AesGcmKey.builder()
                    .setParameters(parameters)
                    .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
                    .build();
            return KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                    .build()
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (IllegalArgumentException | GeneralSecurityException unusable) {
            // Without its cause, which could quote the key.
            throw malformed();
        }
    }

    private IllegalStateException malformed() {
        return new IllegalStateException(
                "each line of the key file must hold a name of its own, a space and 32 bytes in base64: " + file);
    }
}
