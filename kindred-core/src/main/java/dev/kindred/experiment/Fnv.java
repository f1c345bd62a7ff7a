package dev.kindred.experiment;

/** GrowthBook's hashes: FNV-1a with 32 bits over UTF-16 code units. */
final class Fnv {
    private static final int OFFSET = 0x811c9dc5;
    private static final int PRIME = 0x01000193;

    private Fnv() {}

    static double version1(String salt, String unit) {
        return Integer.remainderUnsigned(hash(unit + salt), 1_000) / 1_000.0;
    }

    static double version2(String salt, String unit) {
        String once = Integer.toUnsignedString(hash(salt + unit));
        return Integer.remainderUnsigned(hash(once), 10_000) / 10_000.0;
    }

    private static int hash(String text) {
        int hash = OFFSET;
        for (int k = 0; k < text.length(); k++) {
            hash = (hash ^ text.charAt(k)) * PRIME;
        }
        return hash;
    }
}
