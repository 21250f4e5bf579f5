using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization;

namespace XelaConnect.Contracts.Tests;

/// <summary>Makes a value of any stored type with every field filled, always the same one.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    public static object Of(Type type, string name = "value")
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return $"{name} \u00e9 \"quoted\"";
        if (type == typeof(int)) return 42;
        if (type == typeof(uint)) return uint.MaxValue;
        if (type == typeof(long)) return 9_007_199_254_740_991;
        if (type == typeof(bool)) return true;
        if (type == typeof(decimal)) return 14.99m;
        if (type == typeof(DateTimeOffset)) return Moment;
        if (type == typeof(DateOnly)) return DateOnly.FromDateTime(Moment.UtcDateTime);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(1)!;
        if (type == typeof(byte[])) return new byte[] { 0, 1, 254, 255 };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return ArrayOf(type.GetGenericArguments()[0], name);
        if (type.IsAbstract) type = type.GetCustomAttributes<JsonDerivedTypeAttribute>().First().DerivedType;
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var arguments = constructor.GetParameters()
            .Select(p => Of(p.ParameterType, StoredName(type, p.Name!))).ToArray();
        var made = constructor.Invoke(arguments);
        foreach (var property in type.GetProperties()
            .Where(p => p.SetMethod is { IsPublic: true } && !constructor.GetParameters().Any(a => a.Name == p.Name)))
            property.SetValue(made, Of(property.PropertyType, property.Name));
        return made;
    }

    /// <summary>The stored name of a property in Pascal case: a property that is renamed in C# alone keeps its sample.</summary>
    private static string StoredName(Type type, string property) =>
        type.GetProperty(property)?.GetCustomAttribute<JsonPropertyNameAttribute>() is { Name: var stored }
            ? string.Concat(stored.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]))
            : property;

    private static object ArrayOf(Type element, string name)
    {
        var items = Array.CreateInstance(element, 2);
        for (var i = 0; i < items.Length; i++) items.SetValue(Of(element, name), i);
        var create = typeof(ImmutableArray).GetMethods()
            .Single(m => m.Name == nameof(ImmutableArray.Create) && m.GetParameters() is [{ ParameterType.IsArray: true } only]
            && only.IsDefined(typeof(ParamArrayAttribute)));
        return create.MakeGenericMethod(element).Invoke(null, [items])!;
    }
}
