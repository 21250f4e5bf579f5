using System.Reflection;

namespace XelaConnect.Architecture.Tests;

/// <summary>Dependencies between assemblies and features. Each rule is also run on a sample that breaks it.</summary>
public sealed class DependencyTests
{
    private static readonly string[] Ours =
        [Tree.CrisisDetection, Tree.EventSourcing, Tree.Grains, Tree.ServiceDefaults, Tree.Infrastructure, Tree.Silo, Tree.ApiHost];

    [Fact]
    public void Abstractions_reference_only_the_Orleans_SDK()
    {
        string[] forbidden = [.. Ours, "Microsoft.AspNetCore", "Npgsql", "Microsoft.Data"];
        Rules.Forbidden(Tree.References(Tree.Abstractions), forbidden).ShouldBeEmpty();
        Rules.Forbidden(["System.Runtime", "XelaConnect.Grains"], forbidden).ShouldBe(["XelaConnect.Grains"]);
        Rules.Forbidden(["Npgsql", "Orleans.Core"], forbidden).ShouldBe(["Npgsql"]);
    }

    [Fact]
    public void Crisis_detection_references_only_the_base_class_library()
    {
        string[] allowed = ["System", "netstandard"];
        NotAllowed(Tree.References(Tree.CrisisDetection)).ShouldBeEmpty();
        NotAllowed(["System.Runtime", "Orleans.Core", Tree.Abstractions]).ShouldBe(["Orleans.Core", Tree.Abstractions]);
        Rules.Names(Tree.Source, "CrisisDetection", Rules.WebOrDatabase()).ShouldBeEmpty();

        IEnumerable<string> NotAllowed(IEnumerable<string> references) => references.Except(Rules.Forbidden(references, allowed));
    }

    [Fact]
    public void Grains_reference_only_abstractions_and_Orleans()
    {
        var seen = Tree.References(Tree.Grains).ToList();
        Rules.Forbidden(seen, Tree.ServiceDefaults, Tree.Infrastructure, Tree.Silo, Tree.ApiHost, "Microsoft.AspNetCore", "Npgsql",
            "Microsoft.Data", "SQLitePCLRaw").ShouldBeEmpty();
        seen.ShouldContain(Tree.Abstractions);
        Rules.Forbidden(["Microsoft.AspNetCore.Http"], "Microsoft.AspNetCore").ShouldNotBeEmpty();

        Rules.Names(Tree.Source, "Grains", Rules.WebOrDatabase()).ShouldBeEmpty();
        Rules.Names(Tree.Source, "Grains.Abstractions", Rules.WebOrDatabase()).ShouldBeEmpty();
        Rules.Names([Sample("Grains", "Circles", "using Npgsql;")], "Grains", Rules.WebOrDatabase()).ShouldNotBeEmpty();
    }

    [Fact]
    public void Kernel_sees_abstractions_and_no_feature()
    {
        string[] forbidden = [.. Ours.Where(name => name != Tree.EventSourcing), "Microsoft.AspNetCore", "Npgsql", "Microsoft.Data"];
        Rules.Forbidden(Tree.References(Tree.EventSourcing), forbidden).Where(name => name != Tree.Abstractions).ShouldBeEmpty();
        Rules.Forbidden(["XelaConnect.Grains"], forbidden).ShouldNotBeEmpty();
    }

    [Fact]
    public void Neither_the_silo_nor_its_library_sees_the_api_host()
    {
        Rules.Forbidden(Tree.References(Tree.Silo), Tree.ApiHost).ShouldBeEmpty();
        Rules.Forbidden(Tree.References(Tree.Infrastructure), Tree.ApiHost, Tree.Silo).ShouldBeEmpty();
        Rules.Forbidden(["XelaConnect.ApiHost"], Tree.ApiHost).ShouldNotBeEmpty();
    }

    [Fact]
    public void Api_host_does_not_reference_the_silo_process() => Rules.Forbidden(Tree.References(Tree.ApiHost), Tree.Silo)
        .ShouldBeEmpty();

    [Fact]
    public void Operations_references_no_grains_silo_or_host()
    {
        Rules.Forbidden(Tree.References(Tree.ServiceDefaults).Where(name => name != Tree.Abstractions), Tree.EventSourcing, Tree.Grains,
            Tree.Infrastructure, Tree.Silo, Tree.ApiHost, "Npgsql", "Microsoft.Data").ShouldBeEmpty();
        Rules.Forbidden(["XelaConnect.Silo"], Tree.Silo).ShouldNotBeEmpty();
    }

    [Fact]
    public void Host_references_the_silo_in_one_file_only()
    {
        Rules.Forbidden(Tree.References(Tree.ApiHost).Where(name => name != Tree.Abstractions), Tree.Grains, "Npgsql", "Microsoft.Data")
            .ShouldBeEmpty();
        Rules.KnowsTheSilo(Tree.Source).ShouldBeEmpty();
        Rules.Names(Tree.Source, "ApiHost", Rules.Storage()).ShouldBeEmpty();

        Rules.KnowsTheSilo([Sample("ApiHost", "Circles", "using XelaConnect.Infrastructure.Hosting;")]).ShouldNotBeEmpty();
        Rules.KnowsTheSilo([Sample("ApiHost", "Circles", "using XelaConnect.Grains.Circles;")]).ShouldNotBeEmpty();
        Rules.KnowsTheSilo([Sample("ApiHost", "Circles", "using XelaConnect.Circles; // not XelaConnect.Infrastructure")]).ShouldBeEmpty();
        Rules.Names([Sample("ApiHost", "Circles", "IJournalStore store;")], "ApiHost", Rules.Storage()).ShouldNotBeEmpty();
    }

    [Fact]
    public void Features_do_not_reference_each_others_internals()
    {
        Rules.UsesAnotherFeature(Tree.Source).ShouldBeEmpty();
        Rules.UsesAnotherFeature(
            [Sample("Grains", "Circles", "class A;"), Sample("Grains", "Accounts", "using XelaConnect.Grains.Circles;")])
            .ShouldBe(["src/Grains/Accounts/Sample.cs"]);
        // By types as well: fields of a feature's types are of the feature, the kernel or the contract.
        CrossingFields().ShouldBeEmpty();
    }

    [Fact]
    public void Grain_classes_are_internal() =>
        Tree.Types(Tree.Grains).Where(type => type.IsPublic && typeof(Orleans.Grain).IsAssignableFrom(type) && !type.IsAbstract)
            .ShouldBeEmpty();

    [Fact]
    public void Reference_rules_name_every_assembly() =>
        Tree.Source.Select(f => "XelaConnect." + f.Project).Distinct().ShouldBe([.. Ours, Tree.Abstractions], ignoreOrder: true);

    private static IEnumerable<string> CrossingFields() =>
        from type in Tree.Types(Tree.Grains)
        let feature = FeatureOf(type)
        where feature is not null
        from member in type.GetFields(
            BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
        let other = FeatureOf(member.FieldType)
        where other is not null && other != feature && !Rules.FeaturesThatBelongTogether.Contains((feature, other))
        select $"{type.FullName} holds {member.FieldType.FullName}";

    private static string? FeatureOf(Type type) =>
        type.Assembly.GetName().Name == Tree.Grains && type.Namespace is { } space
            && space.StartsWith(Tree.Grains + ".", StringComparison.Ordinal)
        // A feature may have subfolders.
        && space[(Tree.Grains.Length + 1)..].Split('.')[0] is var feature && feature is not ("Hosting" or "Notifications" or "Outbox") ? feature : null;

    private static SourceFile Sample(string project, string feature, string text) => new($"src/{project}/{feature}/Sample.cs", text);
}
