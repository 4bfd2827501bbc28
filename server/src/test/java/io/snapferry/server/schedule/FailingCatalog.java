package io.snapferry.server.schedule;

import io.snapferry.server.catalog.Catalog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A catalog of which the methods fail that the test names, in any of its parts, as a database does that is locked or full. */
final class FailingCatalog {
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Catalog catalog;

    FailingCatalog(Catalog catalog) {
        this.catalog = wrapped(Catalog.class, catalog);
    }

    Catalog catalog() {
        return catalog;
    }

    void fail(String method) {
        failing.add(method);
    }

    void heal() {
        failing.clear();
    }

    private <T> T wrapped(Class<T> type, T part) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (failing.contains(method.getName())) {
                        throw new IllegalStateException("for the test: " + method.getName());
                    }
                    try {
                        Object result = method.invoke(part, arguments);
                        boolean isPart =
                                type == Catalog.class && method.getReturnType().isInterface();
                        return isPart ? wrappedPart(method.getReturnType(), result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private <T> T wrappedPart(Class<T> type, Object part) {
        return wrapped(type, type.cast(part));
    }
}
