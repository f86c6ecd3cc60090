package dev.statehouse.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.statehouse.data.DataError;
import dev.statehouse.testing.TestKeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CredentialCipherTest {

    private static final String VALUE = "ghp_canary \u00e9\ud83d\ude00";

    private final TestKeyFile file = TestKeyFile.holding("first");
    private final CredentialCipher cipher = new CredentialCipher(new KeyFile(file.path()));
    private final CredentialPlace place = CredentialPlace.of(UUID.randomUUID(), UUID.randomUUID());
    private final EncryptedValue stored = cipher.encrypt(place, VALUE);

    @Test
    void aValueComesBackFromItsPlace() {
        assertEquals(VALUE, cipher.decrypt(place, stored));
        assertEquals("first", stored.keyName());
        assertFalse(new String(stored.ciphertext(), StandardCharsets.ISO_8859_1).contains("canary"));
    }

    @Test
    void equalValuesHaveOtherCiphertexts() {
        assertFalse(
                Arrays.equals(stored.ciphertext(), cipher.encrypt(place, VALUE).ciphertext()));
    }

    @Test
    void aFlipOfAnyBitOfAnyByteIsFound() {
        for (int i = 0; i < stored.ciphertext().length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = stored.ciphertext().clone();
                flipped[i] ^= (byte) (1 << bit);
                assertDamaged(place, new EncryptedValue("first", flipped), "byte " + i + ", bit " + bit);
            }
        }
    }

    @Test
    void aCutAtAnyByteIsFound() {
        for (int length = 0; length < stored.ciphertext().length; length++) {
            assertDamaged(
                    place, new EncryptedValue("first", Arrays.copyOf(stored.ciphertext(), length)), "cut at " + length);
        }
        assertDamaged(
                place,
                new EncryptedValue("first", Arrays.copyOf(stored.ciphertext(), stored.ciphertext().length + 1)),
                "longer");
    }

    @Test
    void aValueDoesNotDecryptElsewhere() {
        assertDamaged(CredentialPlace.of(place.workspaceId(), UUID.randomUUID()), stored, "another row");
        assertDamaged(CredentialPlace.of(UUID.randomUUID(), place.id()), stored, "another workspace");
        assertDamaged(new CredentialPlace(place.workspaceId(), place.id(), "other.column"), stored, "another column");
        assertDamaged(CredentialPlace.of(place.id(), place.workspaceId()), stored, "exchanged ids");
    }

    @Test
    void theNamedKeyIsTheOneInTheCiphertext() {
        file.add("second");
        assertDamaged(place, new EncryptedValue("second", stored.ciphertext()), "another key's name");
    }

    @Test
    void aLineAddedToTheFileRotates() {
        file.add("second");
        CredentialCipher next = new CredentialCipher(new KeyFile(file.path()));
        EncryptedValue renewed = next.encrypt(place, next.decrypt(place, stored));
        assertEquals("second", renewed.keyName());
        assertEquals(VALUE, cipher.decrypt(place, renewed), "a process that read the file before");
    }

    @Test
    void aValueWhoseKeyIsGoneIsUnavailable() {
        CredentialCipher other =
                new CredentialCipher(new KeyFile(TestKeyFile.holding("other").path()));
        DataError gone = assertThrows(DataError.class, () -> other.decrypt(place, stored));
        assertEquals(DataError.Kind.UNAVAILABLE, gone.kind());
    }

    @Test
    void anotherKeyOfTheSameNameIsFound() {
        assertDamaged(
                new CredentialCipher(new KeyFile(TestKeyFile.holding("first").path())), place, stored, "another key");
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws IOException {
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r-----"));
        assertThrows(IllegalStateException.class, new KeyFile(file.path())::presentKey);
    }

    @Test
    void aMalformedFileIsRefusedWithoutBeingQuoted() throws IOException {
        for (String line : new String[] {"", "canary", "a canary", "a Y2FuYXJ5", "a b canary"}) {
            Files.writeString(file.path(), line);
            IllegalStateException refused = assertThrows(
                    IllegalStateException.class, new KeyFile(file.path())::presentKey, () -> "'" + line + "'");
            assertFalse(String.valueOf(refused.getMessage()).contains("canary"), refused.getMessage());
        }
    }

    @Test
    void withoutKeysNothingIsStored() {
        DataError refused =
                assertThrows(DataError.class, () -> new CredentialCipher(new NoKeys()).encrypt(place, VALUE));
        assertEquals(DataError.Kind.UNAVAILABLE, refused.kind());
    }

    private void assertDamaged(CredentialPlace at, EncryptedValue value, String what) {
        assertDamaged(cipher, at, value, what);
    }

    private static void assertDamaged(CredentialCipher by, CredentialPlace at, EncryptedValue value, String what) {
        assertThrows(DamagedCredentialException.class, () -> by.decrypt(at, value), what);
    }
}
