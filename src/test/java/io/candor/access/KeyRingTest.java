package io.candor.access;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
    private final KeyDigest digest = new KeyDigest();

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void verify_keyOfEachKind_findsIt(KeyKind kind) {
        NewKey key = TestKeys.of(kind);
        KeyRing ring = TestKeys.ring(TestKeys.of(KeyKind.ADMIN), key, TestKeys.of(KeyKind.PUBLISHABLE));

        assertEquals(key.key(), ring.key(verify(ring, key.text().reveal())));
        assertTrue(key.text().reveal().matches("candor_[psa]k_[0-9a-v]{10}_[A-Za-z0-9_-]{43}"));
    }

    @Test
    void verify_insideAText_readsThatPartOnly() {
        NewKey key = TestKeys.of(KeyKind.SECRET);
        String text = "Bearer " + key.text().reveal() + "&x";
        KeyRing ring = TestKeys.ring(key);

        assertEquals(0, ring.verify(text, 7, text.length() - 2, digest));
        assertEquals(KeyRing.NONE, ring.verify(text, 7, text.length(), digest));
        assertEquals(KeyRing.NONE, ring.verify(text, 6, text.length() - 3, digest));
    }

    @Test
    void verify_everyCharacterChanged_isNone() {
        String text = TestKeys.of(KeyKind.PUBLISHABLE).text().reveal();
        NewKey key = TestKeys.of(KeyKind.PUBLISHABLE);
        KeyRing ring = TestKeys.ring(key);
        String good = key.text().reveal();
        for (int i = 0; i < good.length(); i++) {
            for (char c : new char[] {'a', 'Z', '_', '\u0000', 'é', '٣'}) {
                String changed = good.substring(0, i) + c + good.substring(i + 1);
                assertEquals(changed.equals(good) ? 0 : KeyRing.NONE, verify(ring, changed), "position " + i);
            }
            assertEquals(KeyRing.NONE, verify(ring, good.substring(0, i)));
        }
        assertEquals(KeyRing.NONE, verify(ring, good + "A"));
        assertEquals(KeyRing.NONE, verify(ring, text));
        assertEquals(KeyRing.NONE, verify(KeyRing.OPEN, good));
    }

    @Test
    void verify_revoked_isNone() {
        NewKey key = TestKeys.of(KeyKind.ADMIN);
        KeyRing ring = KeyRing.of(List.of(TestKeys.revoked(key)));

        assertEquals(KeyRing.NONE, verify(ring, key.text().reveal()));
        assertTrue(ring.isRequired());
        assertEquals(0, ring.live());
    }

    @Test
    void verify_kindInTheFileRaisedByHand_isNone() {
        NewKey key = TestKeys.of(KeyKind.PUBLISHABLE);
        ApiKey raised = new ApiKey(
                key.key().id(),
                KeyKind.ADMIN,
                key.key().hash(),
                "",
                List.of(),
                Optional.empty(),
                TestKeys.MADE,
                Optional.empty());

        assertEquals(
                KeyRing.NONE, verify(KeyRing.of(List.of(raised)), key.text().reveal()));
    }

    @Test
    void verify_thousandKeys_findsEachByItsId() {
        List<NewKey> keys = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            keys.add(TestKeys.of(KeyKind.SECRET));
        }
        KeyRing ring = TestKeys.ring(keys.toArray(NewKey[]::new));

        keys.forEach(
                key -> assertEquals(key.key(), ring.key(verify(ring, key.text().reveal()))));
    }

    @Test
    void knowsOrigin_ofLiveKeysOnly() {
        NewKey live = TestKeys.of(KeyKind.PUBLISHABLE, "https://a.example");
        NewKey revoked = TestKeys.of(KeyKind.PUBLISHABLE, "https://b.example");
        KeyRing ring = KeyRing.of(List.of(live.key(), TestKeys.revoked(revoked)));

        assertTrue(ring.knowsOrigin("https://a.example"));
        assertFalse(ring.knowsOrigin("https://b.example"));
        assertFalse(KeyRing.of(List.of(TestKeys.revoked(revoked))).bindsOrigins());
    }

    @Test
    void toString_ofEverythingAboutAKey_showsNeitherTextNorHash() {
        NewKey key = TestKeys.of(KeyKind.SECRET);
        String secret = key.text().reveal().substring(21);
        String hash = key.key().hash().format().substring(7);
        for (Object shown : List.of(key, key.key(), key.key().hash(), key.text(), TestKeys.ring(key), digest)) {
            assertFalse(shown.toString().contains(secret), shown::toString);
            assertFalse(shown.toString().contains(hash), shown::toString);
        }
        assertTrue(TestKeys.ring(key).toString().contains(key.key().id()));
    }

    @Test
    void mint_twice_differsInIdAndSecret() {
        NewKey a = TestKeys.of(KeyKind.SECRET);
        NewKey b = TestKeys.of(KeyKind.SECRET);

        assertNotEquals(a.key().id(), b.key().id());
        assertNotEquals(a.text().reveal().substring(21), b.text().reveal().substring(21));
    }

    @Test
    void compare_hashes_inConstantTimeOnly() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.candor.access");

        noClasses()
                .should()
                .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
                .orShould()
                .callMethod(Arrays.class, "compare", byte[].class, byte[].class)
                .check(classes);
        assertTrue(classes.get(KeyHash.class).getMethod("matches", byte[].class).getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(MessageDigest.class)
                        && call.getName().equals("isEqual")));
        assertTrue(classes.get(KeyRing.class).getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(KeyHash.class)
                        && call.getName().equals("matches")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.example",
                "https://shop.example/",
                "https://Shop.example",
                "*",
                "null",
                "https://",
                "https://a.example https://b.example",
                "https://shop.example:123456",
                "https://user@shop.example"
            })
    void apiKey_originThatNoBrowserSends_isRefused(String origin) {
        assertThrows(IllegalArgumentException.class, () -> TestKeys.of(KeyKind.PUBLISHABLE, origin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "http://localhost:3000",
                "http://127.0.0.1:8080",
                "http://[::1]:8080",
                "capacitor://localhost",
                "https://xn--bcher-kva.example"
            })
    void apiKey_originAsBrowsersSendIt_isTaken(String origin) {
        assertEquals(
                List.of(origin), TestKeys.of(KeyKind.PUBLISHABLE, origin).key().origins());
    }

    @Test
    void apiKey_originsOnASecretKey_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> TestKeys.of(KeyKind.SECRET, "https://shop.example"));
    }

    private int verify(KeyRing ring, String text) {
        return ring.verify(text, 0, text.length(), digest);
    }
}
