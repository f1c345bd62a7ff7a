package dev.kindred.io;

import dev.kindred.internal.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a column of an interaction file holds, and the header names by which it is known. */
enum ColumnRole {
    USER(
            "user userid uid userno useridx username member memberid customer customerid visitor"
                    + " visitorid client clientid reviewer reviewerid reader readerid account"
                    + " accountid listener listenerid player playerid"),
    ITEM(
            "item itemid iid itemno movie movieid mid product productid book bookid artist artistid"
                    + " song songid track trackid anime animeid article articleid game gameid video"
                    + " videoid business businessid recipe recipeid news newsid venue venueid place"
                    + " placeid location locationid restaurant restaurantid poi poiid course courseid"
                    + " beer beerid hotel hotelid joke jokeid content contentid document documentid"
                    + " sku asin isbn"),
    VALUE(
            "rating value score weight stars star count plays playcount playcounts listencount"
                    + " feedback preference pref overall strength quantity"),
    TIME(
            "time timestamp ts date datetime unixtime unixreviewtime reviewtime eventtime createdat"
                    + " created timestampms ratedat"),
    TYPE(
            "type event action eventtype actiontype behavior behaviour behaviortype behaviourtype"
                    + " interaction interactiontype eventname verb");

    private final Map<String, Integer> ranks = new HashMap<>();

    ColumnRole(String names) {
        for (String name : names.split(" ")) {
            ranks.put(name, ranks.size());
        }
    }

    private static final Pattern SOME_ID =
            Pattern.compile(
                    "(?!session|order|transaction|event|row|record|index|request|device)\\p{L}+ids?");

    /** Whether a header name is the id of something, which may be the item. */
    static boolean isSomeId(String header) {
        return SOME_ID.matcher(plain(header)).matches();
    }

    /** Letters and digits only, in lower case. */
    private static String plain(String header) {
        var plain = new StringBuilder(header.length());
        for (int k = 0; k < header.length(); k++) {
            if (Character.isLetterOrDigit(header.charAt(k))) {
                plain.append(Character.toLowerCase(header.charAt(k)));
            }
        }
        return plain.toString();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How well a header name fits: 0 for the best name, -1 where it does not fit. */
    int rank(String header) {
        String plain = plain(header);
        int rank = ranks.getOrDefault(plain, -1);
        return rank >= 0 || !plain.endsWith("s")
                ? rank
                : ranks.getOrDefault(plain.substring(0, plain.length() - 1), -1);
    }

    /** The role that a header name fits, or null. */
    static @Nullable ColumnRole of(String header) {
        for (ColumnRole role : values()) {
            if (role.rank(header) >= 0) {
                return role;
            }
        }
        return null;
    }

    /** The role that the user names; the names of headers serve as well. */
    static ColumnRole parse(String name) {
        ColumnRole role = of(name.trim());
        if (role != null) {
            return role;
        }
        List<String> known = new ArrayList<>();
        Arrays.stream(values()).map(ColumnRole::label).forEach(known::add);
        throw new IllegalArgumentException(
                "columns: \"%s\" is none of %s%s"
                        .formatted(
                                name.trim(),
                                String.join(", ", known),
                                Suggestion.didYouMean(name.trim(), known)));
    }
}
