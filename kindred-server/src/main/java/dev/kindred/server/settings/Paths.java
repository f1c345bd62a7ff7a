package dev.kindred.server.settings;

import java.util.ArrayList;
import java.util.List;

/** Paths of settings: {@code a.b[0]["odd.key"]}. */
final class Paths {
    private Paths() {}

    static String key(String path, String key) {
        if (!key.matches("[A-Za-z][A-Za-z0-9_-]*")) {
            return path + "[\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
        }
        return path.isEmpty() ? key : path + "." + key;
    }

    static String index(String path, int index) {
        return path + "[" + index + "]";
    }

    static String pointer(String path) {
        var pointer = new StringBuilder();
        for (String step : steps(path)) {
            pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    static List<String> steps(String path) {
        var steps = new ArrayList<String>();
        int at = 0;
        while (at < path.length()) {
            if (path.startsWith("[\"", at)) {
                var key = new StringBuilder();
                at += 2;
                while (path.charAt(at) != '"') {
                    at += path.charAt(at) == '\\' ? 1 : 0;
                    key.append(path.charAt(at++));
                }
                steps.add(key.toString());
                at += 2;
            } else {
                int start = path.charAt(at) == '.' || path.charAt(at) == '[' ? at + 1 : at;
                at = start;
                while (at < path.length() && ".[]".indexOf(path.charAt(at)) < 0) {
                    at++;
                }
                steps.add(path.substring(start, at));
                at += at < path.length() && path.charAt(at) == ']' ? 1 : 0;
            }
        }
        return steps;
    }
}
