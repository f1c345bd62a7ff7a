package dev.kindred.server.http;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Errors of the web server itself, such as of a request that is no HTTP, as problem documents. */
final class PlainErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", "about:blank");
        problem.put("title", title(status));
        problem.put("status", status);
        problem.put("detail", "the request is not HTTP as this server reads it");
        problem.put("instance", "/");
        String id = Ids.quick("q_");
        problem.put("requestId", id);
        byte[] body = Json.bytes(problem);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.getHeaders().put(Headers.REQUEST_ID, id);
        response.getHeaders().put(HttpHeader.CONNECTION, "close"); // which Jetty does in silence
        Headers.SECURE.forEach(one -> response.getHeaders().put(one.name(), one.value()));
        if (request.isSecure()) {
            response.getHeaders().put(Headers.STRICT.name(), Headers.STRICT.value());
        }
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 408 -> "Request timeout";
            case 414, 431 -> "Request header too large";
            case 505 -> "HTTP version not supported";
            default -> "Error";
        };
    }
}
