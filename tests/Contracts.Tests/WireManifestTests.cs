using System.Reflection;
using System.Text;

namespace XelaConnect.Contracts.Tests;

/// <summary>
/// Interfaces, methods, types and field numbers between hosts and silos, compared with the committed list. Names of C# properties are not
/// in it: Orleans sends numbers, so that a property can be renamed.
/// </summary>
public sealed class WireManifestTests
{
    private const string Heading = """
        # What hosts and silos of different versions exchange. Methods, types and fields are added, never changed or taken away, and a number
        # is never used again. When a test shows an addition that is meant, run the tests with ACCEPT_CONTRACTS=1 and commit this file.
        """;

    [Fact]
    public void Wire_manifest_is_unchanged()
    {
        var file = Committed.At("wire-manifest.txt");
        var today = Heading + "\n\n" + Manifest(typeof(Outcome<>).Assembly, typeof(XelaConnect.EventSourcing.IOutboxOwner).Assembly);
        if (Committed.Accepting) File.WriteAllText(file, today);
        today.Split('\n').ShouldBe(File.ReadAllText(file).Split('\n'));
    }

    [Fact]
    public void Changed_member_id_changes_the_manifest()
    {
        var now = Manifest(typeof(Outcome<>).Assembly, typeof(XelaConnect.EventSourcing.IOutboxOwner).Assembly);
        now.ShouldContain("  0: String");
        now.Replace("  0: String", "  1: String", StringComparison.Ordinal).ShouldNotBe(now);
    }

    private static string Manifest(params Assembly[] assemblies)
    {
        var text = new StringBuilder();
        foreach (var type in assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(t => t.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) != true && AliasOf(t) is not null)
            .OrderBy(AliasOf, StringComparer.Ordinal))
        {
            text.Append(type.IsInterface ? "interface " : "type ").Append(AliasOf(type)).Append('\n');
            if (type.IsInterface)
            {
                foreach (var method in type.GetMethods().OrderBy(AliasOf, StringComparer.Ordinal))
                    text.Append("  ").Append(AliasOf(method)).Append('(')
                        .AppendJoin(", ", method.GetParameters().Select(p => Named(p.ParameterType))).Append("): ")
                        .Append(Named(method.ReturnType)).Append('\n');
                continue;
            }
            foreach (var (id, property) in type.GetProperties().Select(p => (Id: IdOf(p), p)).Where(found => found.Id is not null)
                .OrderBy(found => found.Id))
                text.Append("  ").Append(id).Append(": ").Append(Named(property.PropertyType)).Append('\n');
        }
        return text.ToString();
    }

    private static string Named(Type type) =>
        type.IsArray ? Named(type.GetElementType()!) + "[]"
        : type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}"
                + $"<{string.Join(", ", type.GetGenericArguments().Select(Named))}>"
        : AliasOf(type) ?? type.Name;

    private static string? AliasOf(MemberInfo member) => Argument(member, "AliasAttribute") as string;

    private static object? IdOf(MemberInfo member) => Argument(member, "IdAttribute");

    private static object? Argument(MemberInfo member, string attribute) =>
        member.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType.Name == attribute)?.ConstructorArguments[0].Value;
}
