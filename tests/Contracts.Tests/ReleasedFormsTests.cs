using System.Reflection;
using XelaConnect.Circles;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Companion;
using XelaConnect.Notifications;

namespace XelaConnect.Contracts.Tests;

/// <summary>
/// Two neighbouring releases run side by side: a form that the previous release cannot read is only read by this one, and first written by
/// the next. <c>released-forms.txt</c> lists what the previous release reads; a release replaces it (<c>ACCEPT_RELEASE=1</c>).
/// </summary>
public sealed class ReleasedFormsTests
{
    private const string Heading = "# What the previous release reads. Replaced with each release: ACCEPT_RELEASE=1.";
    private static readonly string File = Committed.At("released-forms.txt");

    private static IEnumerable<string> Today => [.. StoredFormsTests.All, .. Notifications()];

    private static Version This => typeof(FormSwitches).Assembly.GetName().Version!;

    [Fact]
    public void New_form_is_first_written_by_the_next_release()
    {
        if (Environment.GetEnvironmentVariable("ACCEPT_RELEASE") == "1")
            System.IO.File.WriteAllLines(File, [Heading, $"release {This.ToString(2)}", .. Today.Order(StringComparer.Ordinal)]);
        var released = System.IO.File.ReadAllLines(File)[1..];
        var release = Version.Parse(released[0].Split(' ')[1]);
        var next = new Version(release.Major, release.Minor + 2);
        // Version numbers of neighbouring releases differ by one.
        (This.Major, This.Minor).ShouldBeOneOf((release.Major, release.Minor), (release.Major, release.Minor + 1));

        Today.Except(released).Where(form => FormSwitches.Current.WrittenFrom(AliasOf(form)) is not { } from || from < next)
            .ShouldBeEmpty($"Release {release.ToString(2)} does not read these. List each in FormSwitches, to be written from {next} on.");
        released[1..].Except(Today).ShouldBeEmpty("What a release reads, the next one reads, too.");
    }

    [Fact]
    public void Switched_form_is_read_and_not_written()
    {
        var asked = (CompanionEvent)Samples.Of(typeof(CompanionEvent));
        var (alias, bytes) = new EventCodec<CompanionEvent>(CompanionJson.Default).Encode(asked);
        EventCodec<CompanionEvent> Of(int release) =>
            new(CompanionJson.Default, new FormSwitches(new Version(0, release), (alias, new Version(0, 17))));

        Of(16).Decode(alias, bytes).ShouldBeOfType(asked.GetType());
        Should.Throw<InvalidOperationException>(() => Of(16).Encode(asked))
            .Message.ShouldBe($"Release 0.16 only reads {alias}; 0.17 is the first that writes it.");
        Of(17).Encode(asked).Alias.ShouldBe(alias);
    }

    private static string AliasOf(string form) => form[(form.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    /// <summary>The types that a notification may contain.</summary>
    private static IEnumerable<string> Notifications()
    {
        var found = new HashSet<Type>();
        var waiting = new Queue<Type>([typeof(CircleNotification), typeof(HostNotification), typeof(UserNotification)]);
        while (waiting.TryDequeue(out var type))
        {
            foreach (var argument in type.GetGenericArguments()) waiting.Enqueue(argument);
            if (type.Assembly != typeof(UserNotification).Assembly || !found.Add(type)) continue;
            foreach (var property in type.GetProperties()) waiting.Enqueue(property.PropertyType);
        }
        return found.Select(static type => type.GetCustomAttribute<AliasAttribute>()).OfType<AliasAttribute>()
            .Select(static alias => $"notification {alias.Alias}");
    }
}
