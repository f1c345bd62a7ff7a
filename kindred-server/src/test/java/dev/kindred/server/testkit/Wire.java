package dev.kindred.server.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Sends bytes as they are, where a client would refuse to. */
public final class Wire {
    private static final int MOST = 1 << 20;

    private Wire() {}

    /**
     * What comes back for some bytes.
     *
     * @param text head and body; empty if the connection was closed without a word
     * @param closed whether the server closed it
     */
    public record Reply(String text, boolean closed) {
        /** 0 without an answer. */
        public int status() {
            return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
        }
    }

    public static Socket open(int port) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), 5000);
        socket.setSoTimeout(5000);
        return socket;
    }

    /** Sends a text, in which each line ends as it is written, and reads the answer. */
    public static Reply send(int port, String request) {
        return send(port, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static Reply send(int port, byte[]... parts) {
        try (Socket socket = open(port)) {
            try {
                for (byte[] part : parts) {
                    socket.getOutputStream().write(part);
                }
                socket.getOutputStream().flush();
            } catch (SocketException e) {
                // closed while we were still sending: there may be an answer all the same
            }
            return read(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a whole answer, or until the server closes. */
    public static Reply read(Socket socket) throws IOException {
        var answer = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        InputStream in = socket.getInputStream();
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                answer.write(buffer, 0, n);
                if (isWhole(answer.toByteArray()) || answer.size() > MOST) {
                    socket.setSoTimeout(300); // whether it is closed now
                }
            }
            return new Reply(answer.toString(StandardCharsets.UTF_8), true);
        } catch (SocketTimeoutException e) {
            return new Reply(answer.toString(StandardCharsets.UTF_8), false);
        } catch (SocketException e) {
            return new Reply(answer.toString(StandardCharsets.UTF_8), true);
        }
    }

    private static boolean isWhole(byte[] answer) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        int length = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
        if (head < 0 || length < 0 || length > head) {
            return head >= 0;
        }
        String number = text.substring(length + 16, text.indexOf('\r', length));
        return answer.length >= head + 4 + Integer.parseInt(number.strip());
    }

    /** So many times a byte. */
    public static byte[] repeated(char sign, int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) sign);
        return bytes;
    }
}
