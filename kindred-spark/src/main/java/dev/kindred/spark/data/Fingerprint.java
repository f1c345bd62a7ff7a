package dev.kindred.spark.data;

import dev.kindred.data.IdIndex;
import dev.kindred.internal.Sha256;
import java.io.Serializable;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.spark.api.java.JavaRDD;

/**
 * What identifies prepared data, computed on all machines at once: SHA-256 over the item ids and
 * the sum of the SHA-256 of all histories, which no order changes.
 *
 * @param text in hex
 * @param users how many there are
 * @param interactions how many they have
 */
record Fingerprint(String text, long users, long interactions) {
    /** The sum over some histories. */
    private record Part(BigInteger sum, long users, long interactions) implements Serializable {
        static final Part NONE = new Part(BigInteger.ZERO, 0, 0);

        Part plus(Part other) {
            return new Part(
                    sum.add(other.sum), users + other.users, interactions + other.interactions);
        }

        Part plus(UserHistory history) {
            return new Part(
                    sum.add(digest(history)), users + 1, interactions + history.getItems().length);
        }
    }

    static Fingerprint of(IdIndex items, JavaRDD<UserHistory> histories) {
        Part all = histories.aggregate(Part.NONE, Part::plus, Part::plus);
        MessageDigest digest = Sha256.digest();
        digest.update(items.utf8());
        for (int offset : items.offsets()) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(offset).flip());
        }
        digest.update(all.sum.toByteArray());
        return new Fingerprint(Sha256.hex(digest.digest()), all.users, all.interactions);
    }

    private static BigInteger digest(UserHistory history) {
        int size = history.getItems().length;
        ByteBuffer buffer = ByteBuffer.allocate(size * (Integer.BYTES + Double.BYTES + Long.BYTES));
        for (int k = 0; k < size; k++) {
            buffer.putInt(history.getItems()[k]);
            buffer.putDouble(history.getValues()[k]);
            buffer.putLong(history.getTimes()[k]);
        }
        MessageDigest digest = Sha256.digest();
        digest.update(history.getId().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(buffer.flip());
        return new BigInteger(1, digest.digest());
    }
}
