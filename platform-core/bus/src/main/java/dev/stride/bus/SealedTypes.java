package dev.stride.bus;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value of a sealed interface with its record's name as {@code type}, in kebab case, so that no record needs
 * to know of JSON.
 */
final class SealedTypes extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    private final Set<Class<?>> left;

    /** @param left sealed interfaces that have a form of their own */
    SealedTypes(Set<Class<?>> left) {
        this.left = left;
    }

    @Override
    public @Nullable TypeResolverBuilder<?> findTypeResolver(
            MapperConfig<?> config, AnnotatedClass type, JavaType base) {
        if (root(type.getRawType()) == null) {
            return null;
        }
        return new StdTypeResolverBuilder()
                .init(JsonTypeInfo.Id.NAME, null)
                .inclusion(JsonTypeInfo.As.PROPERTY)
                .typeProperty("type");
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
        Class<?> type = annotated.getRawType();
        if (!type.isInterface() || root(type) == null) {
            return null;
        }
        var names = new ArrayList<NamedType>();
        for (Class<?> subtype : type.getPermittedSubclasses()) {
            names.add(new NamedType(subtype, name(subtype)));
        }
        return names;
    }

    @Override
    public @Nullable String findTypeName(AnnotatedClass type) {
        return type.getRawType().isInterface() || root(type.getRawType()) == null ? null : name(type.getRawType());
    }

    private @Nullable Class<?> root(Class<?> type) {
        if (type.isInterface()) {
            return type.isSealed() && !left.contains(type) ? type : null;
        }
        return Arrays.stream(type.getInterfaces())
                .filter(i -> i.isSealed() && !left.contains(i))
                .findFirst()
                .orElse(null);
    }

    static String name(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
