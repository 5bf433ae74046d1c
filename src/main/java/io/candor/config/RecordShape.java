package io.candor.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A record class as the binder sees it: components by snake_case name, canonical constructor, {@code defaults()}. */
final class RecordShape {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private final Class<?> type;
    private final RecordComponent[] components;
    private final List<String> names = new ArrayList<>();

    RecordShape(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getName() + " is not a record");
        }
        this.type = type;
        this.components = type.getRecordComponents();
        for (RecordComponent component : components) {
            names.add(snakeCase(component.getName()));
        }
    }

    static String snakeCase(String name) {
        return HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    List<String> names() {
        return names;
    }

    Type type(int component) {
        return components[component].getGenericType();
    }

    /** Returns a component of an instance of the record. */
    Object value(Object instance, int component) {
        Method accessor = components[component].getAccessor();
        accessor.setAccessible(true);
        try {
            return accessor.invoke(instance);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + type.getName() + "." + names.get(component), e);
        }
    }

    /** Returns what the record's static {@code defaults()} gives, or null when it has none: then all keys are required. */
    @Nullable
    Object defaults() {
        Method factory;
        try {
            factory = type.getDeclaredMethod("defaults");
        } catch (NoSuchMethodException e) {
            return null;
        }
        factory.setAccessible(true);
        try {
            return factory.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + ".defaults() failed", e);
        }
    }

    /**
     * Calls the canonical constructor.
     *
     * @throws IllegalArgumentException what the constructor threw because of a value
     */
    Object construct(Object[] values) {
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException("constructor of " + type.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot construct " + type.getName(), e);
        }
    }
}
