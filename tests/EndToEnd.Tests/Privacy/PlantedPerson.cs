using System.Net;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Privacy;

/// <summary>A person who has planted a word in everything that takes text, and the people around.</summary>
internal sealed record PlantedPerson(
    Person Ada, Person Ben, Person Cora, string LeftCircle, Dictionary<string, string> Canaries, Dictionary<string, string> Foreign)
{
    /// <summary>From then on only adults meet this person.</summary>
    public Task GiveBirthDateAsync() => GiveBirthDateAsync(Ada, Canaries["birth date"] = "1991-03-04");

    /// <summary>Makes a person an adult.</summary>
    public static async Task GiveBirthDateAsync(Person person, string date = "1980-01-02") =>
        (await person.PutAsync("/api/users/profile", new JsonObject { ["birth_date"] = date })).Should(HttpStatusCode.OK);

    /// <summary>
    /// The words of the person by their place, and words of others that the person must not get. Among people of unknown age, or adults.
    /// </summary>
    public static async Task<PlantedPerson> PlantAsync(HostProcess host, bool amongAdults = false)
    {
        var canaries = new Dictionary<string, string>(StringComparer.Ordinal);
        var foreign = new Dictionary<string, string>(StringComparer.Ordinal);
        var ben = await Person.SignUpAsync(host, "Ben");
        var cora = await Person.SignUpAsync(host, "Cora");
        var dan = await Person.SignUpAsync(host, "Dan");
        var code = (await ben.MeAsync()).GetProperty("referral_code").GetString()!;
        var body = Person.SignUpBody(Person.NewEmail(), Word("sign-up name"));
        (body["city"], body["referral_code"]) = (Word("sign-up city"), code);
        var email = (string)body["email"]!;
        var ada = Person.Of(host, email, (await host.Anonymous.PostAsync("/api/auth/signup", body)).Should(HttpStatusCode.Created));
        canaries["sign-up email"] = email;
        canaries["referred by"] = ben.Id;
        foreach (var person in amongAdults ? [ben, cora, dan] : Array.Empty<Person>()) await GiveBirthDateAsync(person);
        if (amongAdults) await GiveBirthDateAsync(ada, canaries["birth date"] = "1991-03-04");
        (await ada.PutAsync("/api/users/profile", new JsonObject
        {
            ["name"] = Word("name"), ["bio"] = $"<b>bold</b> {Word("bio")}", ["interests"] = new JsonArray(Word("interest")),
            ["identity_badge"] = "Listener", ["city"] = Word("city"), ["picture"] = $"https://example.org/{Word("picture")}.png",
        })).Should(HttpStatusCode.OK);
        canaries["badge"] = "Listener";
        (await ada.PutAsync("/api/users/me/time-zone", new JsonObject { ["time_zone"] = "Pacific/Kiritimati" })).Should(HttpStatusCode.OK);
        canaries["time zone"] = "Pacific/Kiritimati";
        (await ada.PutAsync("/api/users/me/language", new JsonObject { ["language"] = "fr" })).Should(HttpStatusCode.OK);
        canaries["language"] = "\"language\":\"fr\"";
        canaries["device"] = "\"id\":\"device-";
        canaries["way in"] = "\"ways_in\":{\"password\":true";

        var circle = (await ada.PostAsync("/api/circles", new JsonObject
        {
            ["name"] = Word("circle name"), ["category"] = "Creative", ["description"] = Word("circle description"),
            ["tags"] = new JsonArray(Word("circle tag")),
        })).Should(HttpStatusCode.Created).Json.GetProperty("circle").GetProperty("id").GetString()!;
        canaries["circle category"] = "Creative";
        await ada.PostToCircleAsync(circle, Word("post"));
        var removed = await ada.PostToCircleAsync(circle, Word("removed post"));
        (await ada.DeleteAsync($"/api/circles/{circle}/activity/{removed.Id}")).Should(HttpStatusCode.OK);
        var left = await ben.CreateCircleAsync();
        await ada.JoinAsync(left);
        await ada.PostToCircleAsync(left, Word("post in a circle that was left"));
        await ben.PostToCircleAsync(left, Other("post of another"));
        await ada.LeaveAsync(left);
        var gone = await ada.CreateCircleAsync(Word("deleted circle"));
        await ada.PostToCircleAsync(gone, Word("post in a deleted circle"));
        (await ada.DeleteAsync($"/api/circles/{gone}")).Should(HttpStatusCode.OK);

        canaries["connection"] = await ada.ConnectWithAsync(ben);
        await ada.SendMessageAsync(ben, Word("message"));
        canaries["message of the other"] = (await ben.SendMessageAsync(ada, Plain())).Content;
        await ada.ConnectWithAsync(cora);
        await ada.SendMessageAsync(cora, Word("message to one who blocks"));
        await cora.SendMessageAsync(ada, Other("message of one who blocks"));
        await cora.BlockAsync(ada);
        await ada.BlockAsync(dan);
        canaries["block"] = dan.Id;
        (await ada.PostAsync("/api/safety/report", new JsonObject
        {
            ["user_id"] = dan.Id, ["reason"] = Word("report reason"), ["details"] = Word("report details"),
        })).Should(HttpStatusCode.OK);
        (await cora.PostAsync("/api/safety/report", new JsonObject { ["user_id"] = ada.Id, ["reason"] = Other("report of another") }))
            .Should(HttpStatusCode.OK);

        (await ada.PostAsync("/api/reflections", new JsonObject { ["prompt"] = Word("prompt"), ["content"] = Word("reflection") }))
            .Should(HttpStatusCode.Created);
        await ada.AskXelaAsync(Word("message to Xela"));
        (await ada.PutAsync("/api/xelatalks/memory", new JsonObject { ["memory"] = Word("memory") })).Should(HttpStatusCode.OK);
        await Until.TrueAsync(async () => (await ada.ActivitiesAsync()).Length > 0);
        canaries["feed"] = (await ada.ActivitiesAsync())[0].GetProperty("id").GetString()!;
        canaries["referral code"] = (await ada.MeAsync()).GetProperty("referral_code").GetString()!;
        var free = (await ada.GetAsync("/api/courses?limit=100")).Json.GetProperty("courses").EnumerateArray()
            .First(course => course.GetProperty("price_credits").GetInt64() == 0).GetProperty("id").GetString()!;
        (await ada.PostAsync($"/api/courses/{free}/enroll")).Should(HttpStatusCode.OK);
        canaries["course"] = free;
        await Until.TrueAsync(async () => (await ada.MeAsync()).GetProperty("courses_progress").GetArrayLength() > 0);
        return new(ada, ben, cora, left, canaries, foreign);

        string Word(string where) => canaries[where] = Plain();
        string Other(string where) => foreign[where] = Plain();
        static string Plain() => $"word-{Guid.NewGuid():N}"[..20];
    }
}
