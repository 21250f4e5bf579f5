using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Companion;
using XelaConnect.Grains.Hosting;
using XelaConnect.Grains.Profiles;
using XelaConnect.Profiles;

namespace XelaConnect.Contracts.Tests;

/// <summary>
/// What is in journals and outboxes is there for ever: the bytes under <c>Golden/</c> are read by today's code, and today's code writes the
/// same ones. A new event has no file yet: run the tests once with <c>ACCEPT_CONTRACTS=1</c> and commit it. A file that is there is never
/// changed; an event whose shape changes gets a new alias, and its old one an upcast. An optional member that is added at the end gets
/// another file, <c>(2)</c>: what was stored without it is read and written unchanged as well.
/// </summary>
public sealed class StoredFormsTests
{
    private static readonly IReadOnlyList<Form> Forms = [.. Events(), .. Facets(), .. OutboxMessages()];

    /// <summary>Aliases of outbox messages whose form differs from today's; all others are written as they were.</summary>
    private static readonly string[] OldForms =
    [
        "wallet.hand-over.v1", "circles.project-to-user.v1", "connections.project-to-user.v1", "companion.project-to-user.v1",
        "courses.project-to-user.v1", "referrals.project-to-user.v1", "reflections.project-to-user.v1", "wallet.project-subscription-to-user.v1",
        "wallet.project-to-user.v1", "wallet.project-boost-to-user.v1",
    ];

    /// <summary>Kind and alias of every form that this build reads.</summary>
    internal static IEnumerable<string> All => Forms.Select(form => form.Name);

    public static TheoryData<string> Names => [.. Forms.Select(form => form.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Golden_files_are_read_and_written_unchanged(string name)
    {
        var form = Forms.Single(f => f.Name == name);
        var files = FilesOf(name);
        var today = Encoding.UTF8.GetString(form.Write());
        if (Committed.Accepting && (files.Count == 0 || File.ReadAllText(files[^1]) != today))
        {
            files.Add(FileOf(name, files.Count + 1));
            File.WriteAllBytes(files[^1], form.Write());
        }
        files.ShouldNotBeEmpty($"{name} has no golden file. If it is new, run with ACCEPT_CONTRACTS=1 and commit the file.");

        foreach (var file in files)
        {
            var golden = File.ReadAllText(file);
            Encoding.UTF8.GetString(form.Rewrite(File.ReadAllBytes(file))).ShouldBe(golden, Path.GetFileName(file));
            golden.ShouldNotContain("XelaConnect.");
        }
        today.ShouldBe(File.ReadAllText(files[^1]));
    }

    /// <summary>The golden files of a form: as it was first stored, and again for each time that it got optional members.</summary>
    private static List<string> FilesOf(string name) =>
        [.. Enumerable.Range(1, int.MaxValue).Select(number => FileOf(name, number)).TakeWhile(File.Exists)];

    private static string FileOf(string name, int number) =>
        Committed.At(Path.Combine("Golden", number == 1 ? $"{name}.json" : $"{name} ({number}).json"));

    [Fact]
    public void Every_golden_file_has_a_stored_form()
    {
        var files = Directory.EnumerateFiles(Committed.At("Golden"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!);
        files.Except(Forms.SelectMany(form => FilesOf(form.Name)).Select(file => Path.GetFileNameWithoutExtension(file)))
            .ShouldBeEmpty("An alias is never given up: what is stored under it must be read.");
        Forms.Count.ShouldBeGreaterThan(40);
    }

    [Fact]
    public void Unknown_alias_fails_the_reader() =>
        Should.Throw<InvalidDataException>(
            () => new EventCodec<CompanionEvent>(CompanionJson.Default).Decode("circles.unheard-of.v1", "{}"u8.ToArray()));

    private static IEnumerable<Form> Events()
    {
        var definitions = Registered().Select(s => s.ImplementationInstance)
            .Where(i => i?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(JournalDefinition<,>));
        foreach (var definition in definitions)
        {
            var codec = definition!.GetType().GetProperty("Events")!.GetValue(definition)!;
            var forms = (IEnumerable<Form>)typeof(StoredFormsTests)
                .GetMethod(nameof(EventsOf), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(definition.GetType().GetGenericArguments()[1]).Invoke(null, [codec])!;
            foreach (var form in forms) yield return form;
        }
    }

    private static List<Form> EventsOf<TEvent>(EventCodec<TEvent> codec) where TEvent : class
    {
        var written = typeof(TEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TEvent)) && !type.IsAbstract)
            .Select(type => (TEvent)Samples.Of(type)).ToDictionary(sample => codec.Encode(sample).Alias);
        return [.. codec.Aliases.Select(alias => new Form("event " + alias,
            () => written.TryGetValue(alias, out var sample)
                ? codec.Encode(sample).Payload.ToArray()
                : File.ReadAllBytes(Committed.At(Path.Combine("Golden", $"event {alias}.json"))),
            bytes => written.ContainsKey(alias)
                ? codec.Encode(codec.Decode(alias, bytes)).Payload.ToArray()
                : codec.Decode(alias, bytes) is not null ? bytes : []))];
    }

    private static IEnumerable<Form> Facets() =>
        from declared in typeof(UserFacet).GetCustomAttributes<JsonDerivedTypeAttribute>()
        let sample = (UserFacet)Samples.Of(declared.DerivedType)
        let json = ProfilesJson.Default.UserFacet
        select new Form($"facet {declared.TypeDiscriminator}",
            () => JsonSerializer.SerializeToUtf8Bytes(sample, json),
            bytes => JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize(bytes, json)!, json));

    private static IEnumerable<Form> OutboxMessages() =>
        from type in Registered().Where(s => s.ServiceType == typeof(OutboxMessageType)).Select(s => (OutboxMessageType)s.ImplementationInstance!)
        from alias in type.ReadableAliases
        let command = (ICommand)Samples.Of(type.GetType().GetGenericArguments()[0])
        select new Form("effect " + alias,
            () => alias == type.Alias
                ? type.Encode(new OutboxMessage(command.OperationId, type, "the-receiver", command)).ToArray()
                : File.ReadAllBytes(Committed.At(Path.Combine("Golden", $"effect {alias}.json"))),
            bytes => Rewrite(type, type.Decode(alias, "id", bytes), alias, bytes));

    /// <summary>A form that is no longer written is read as a message to the same receiver with the same operation id.</summary>
    private static byte[] Rewrite(OutboxMessageType type, OutboxMessage message, string alias, byte[] golden)
    {
        if (!OldForms.Contains(alias)) return type.Encode(message).ToArray();
        return message.Target == "the-receiver" && message.Command.OperationId == (string)Samples.Of(typeof(string), "OperationId") ? golden : [];
    }

    private static ServiceCollection Registered()
    {
        var services = new ServiceCollection();
        services.AddXelaGrains();
        return services;
    }

    /// <summary>One stored form: how today's code writes a sample, and what it makes of bytes it reads.</summary>
    private sealed record Form(string Name, Func<byte[]> Write, Func<byte[], byte[]> Rewrite);
}
