using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests;

/// <summary>Stored and sent names are unique. Each rule is also run on a sample that breaks it.</summary>
public sealed class NamesTests
{
    [Fact]
    public void Log_event_ids_are_unique() => Unique(Rules.LogEvent(), "[LoggerMessage(1002, LogLevel.Error", atLeast: 10);

    [Fact]
    public void Event_aliases_are_unique() =>
        Unique(Rules.StoredEvent(), """[JsonDerivedType(typeof(X), "circles.created.v1")]""", atLeast: 25);

    [Fact]
    public void Outbox_message_aliases_are_unique() =>
        Unique(Rules.StoredOutboxMessage(), """OutboxMessageType<X> Y = new("circles.admit.v1", X""", atLeast: 15);

    [Fact]
    public void Journal_and_snapshot_names_are_unique() => Unique(Rules.JournalName(), """Name = "circles.circle",""", atLeast: 10);

    [Fact]
    public void Grain_type_names_are_unique() => Unique(Rules.GrainType(), """[GrainType("circle")]""", atLeast: 8);

    [Fact]
    public void Wire_aliases_are_unique() => Unique(Rules.TypeAlias(), """[Alias("circles.view.v1")]""", atLeast: 40);

    [Fact]
    public void Every_grain_and_method_has_a_stable_name()
    {
        Tree.Types(Tree.Grains).Where(
            type => typeof(Orleans.Grain).IsAssignableFrom(type) && !type.IsAbstract && !HasAttribute(type, "GrainTypeAttribute"))
            .ShouldBeEmpty();
        var interfaces = Tree.Types(Tree.Abstractions)
            .Where(type => type.IsInterface && typeof(Orleans.Runtime.IAddressable).IsAssignableFrom(type)).ToList();
        interfaces.Count.ShouldBeGreaterThan(8);
        interfaces.Where(type => !HasAttribute(type, "AliasAttribute")).ShouldBeEmpty();
        interfaces.SelectMany(type => type.GetMethods()).Where(method => !HasAttribute(method, "AliasAttribute"))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}").ShouldBeEmpty();
        HasAttribute(typeof(WithoutAlias), "AliasAttribute").ShouldBeFalse();
        foreach (var type in interfaces)
            type.GetMethods()
                .Select(method => method.GetCustomAttributesData().Single(a => a.AttributeType.Name == "AliasAttribute")
                .ConstructorArguments[0].Value).ShouldBeUnique();
    }

    [Fact]
    public void Files_are_within_the_line_limit()
    {
        Rules.TooLong(Tree.Source).ShouldBeEmpty();
        Rules.TooLong([new SourceFile("src/Grains/Circles/Long.cs", new string('\n', 301))]).ShouldNotBeEmpty();
        Rules.TooLong([new SourceFile("src/Grains/Circles/Enough.cs", new string('\n', 300))]).ShouldBeEmpty();
    }

    [Fact]
    public void Folder_names_are_specific()
    {
        Rules.UnspecificFolders(Tree.Source).ShouldBeEmpty();
        Rules.UnspecificFolders([new SourceFile("src/Grains/Common/X.cs", "")]).ShouldNotBeEmpty();
    }

    private static void Unique(Regex pattern, string sample, int atLeast)
    {
        // A pattern that finds nothing would never fail.
        Tree.Source.Sum(f => pattern.Count(f.Text)).ShouldBeGreaterThanOrEqualTo(atLeast);
        Rules.Repeated([new SourceFile("a.cs", sample), new SourceFile("b.cs", sample)], pattern).ShouldHaveSingleItem();
        Rules.Repeated(Tree.Source, pattern).ShouldBeEmpty();
    }

    private static bool HasAttribute(System.Reflection.MemberInfo member, string name) =>
        member.GetCustomAttributesData().Any(a => a.AttributeType.Name == name);

    private interface WithoutAlias;
}
