// Compiled by CSharpClientTests, together with the client that is generated from the document.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Shouldly;

namespace Xela;

public partial class XelaClient
{
    static partial void UpdateJsonSerializerSettings(JsonSerializerSettings settings) =>
        settings.MissingMemberHandling = MissingMemberHandling.Error;
}

/// <summary>The only object that may have further fields: it is the provider's.</summary>
[JsonObject(MissingMemberHandling = MissingMemberHandling.Ignore)]
public partial class ProviderRoomJson;

/// <summary>A journey of two people, with nothing but the generated client.</summary>
public static class ClientJourney
{
    private static Uri host = null!;

    public static async Task RunAsync(Uri address)
    {
        host = address;
        var (ada, adaId) = await SignUpAsync("Ada");
        var (ben, benId) = await SignUpAsync("Ben");
        await ProfileAsync(ada, adaId);
        var circle = await CircleAsync(ada, adaId);
        await CourseAsync(ada);
        await ConversationAsync(ada, ben, adaId, benId);
        await OneselfAsync(ada);
        await CallAsync(ada, circle);

        var refused = await Should.ThrowAsync<ApiException<Error>>(() => ada.RequestConnectionAsync(body: new() { User_id = adaId }));
        refused.StatusCode.ShouldBe(400);
        refused.Result.Code.ShouldBe("invalid_request");
        (await ada.LogOutAsync()).Message.ShouldBe("Logged out successfully");
        (await Should.ThrowAsync<ApiException<Error>>(() => ada.GetMeAsync())).StatusCode.ShouldBe(401);
    }

    private static async Task<(XelaClient Client, string Id)> SignUpAsync(string name)
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        const string Password = "correct horse battery";
        await Client(null).SignUpAsync(body: new() { Name = name, Email = email, Password = Password, Age = 30, City = "Lisbon" });
        var signedIn = await Client(null).LogInAsync(body: new() { Email = email, Password = Password });
        (signedIn.User.Name, signedIn.User.Email).ShouldBe((name, email));
        return (Client(signedIn.Session_token), signedIn.User.Id);
    }

    private static XelaClient Client(string? token)
    {
        var http = new HttpClient { BaseAddress = host };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new XelaClient(http);
    }

    private static async Task ProfileAsync(XelaClient ada, string id)
    {
        (await ada.GetMeAsync()).User.Id.ShouldBe(id);
        (await ada.GetMeAtTopLevelAsync()).Id.ShouldBe(id);
        var changed = await ada.UpdateProfileAsync(body: new() { Bio = "I walk.", Interests = ["walking", "chess"] });
        changed.User.Interests.ShouldBe(["walking", "chess"]);
        (await ada.GetDashboardAsync()).Daily_message.ShouldNotBeEmpty();
        (await ada.GetReferralAsync()).Referral_code.ShouldStartWith("XC");
        (await ada.ListSessionsAsync()).Sessions.ShouldNotBeEmpty();
    }

    private static async Task<string> CircleAsync(XelaClient ada, string adaId)
    {
        var id = (await ada.ListCirclesAsync()).Circles.First().Id;
        (await ada.JoinCircleAsync(id)).Message.ShouldBe("Successfully joined circle");
        (await ada.PostToCircleAsync(id, body: new() { Message = "Good morning" })).Activity.User_id.ShouldBe(adaId);
        var detail = await ada.GetCircleAsync(id);
        (detail.Is_member, detail.Recent_activity.Last().Message).ShouldBe((true, "Good morning"));
        (await ada.GetCircleActivityAsync(id)).Activities.ShouldNotBeEmpty();
        (await ada.ListCircleMembersAsync(id)).Members.ShouldNotBeEmpty();
        var own = await ada.CreateCircleAsync(
            body: new() { Name = "Chess at dusk", Category = NewCircleRequestCategory.Social, Description = "A game a week." });
        var edited = await ada.EditCircleAsync(own.Circle.Id, body: new() { Description = "Two games a week." });
        edited.Circle.Description.ShouldBe("Two games a week.");
        (await ada.DeleteCircleAsync(own.Circle.Id)).Message.ShouldNotBeEmpty();
        return id;
    }

    private static async Task CourseAsync(XelaClient ada)
    {
        var free = (await ada.ListCoursesAsync()).Courses.First(course => course.Price_credits == 0);
        (await ada.EnrollInCourseAsync(free.Id)).Enrolled.ShouldBeTrue();
        (await ada.GetEnrollmentAsync(free.Id)).Enrolled.ShouldBeTrue();
        var module = (await ada.GetCourseAsync(free.Id)).Course.Modules.First();
        module.Content.ShouldNotBeNullOrEmpty();
        var marked = await ada.MarkModuleAsync(free.Id, body: new() { Module_id = module.Module_id, Completed = true });
        marked.Progress.ShouldBeGreaterThan(0);
        (await ada.GetCourseContentAsync(free.Id)).Modules.ShouldNotBeEmpty();
        (await ada.GetCourseProgressAsync(free.Id)).Progress.ShouldBeGreaterThan(0);
    }

    private static async Task ConversationAsync(XelaClient ada, XelaClient ben, string adaId, string benId)
    {
        var requested = await ada.RequestConnectionAsync(body: new() { User_id = benId });
        (await ben.AcceptConnectionAsync(requested.Connection.Id)).Message.ShouldBe("Connection accepted");
        (await ada.ListConnectionsAsync()).Connections.Single().User.Id.ShouldBe(benId);
        (await ada.SendMessageAsync(benId, body: new() { Message = "Hello" })).Message.Content.ShouldBe("Hello");
        (await ben.ListConversationsAsync()).Conversations.Single().Other_user.Id.ShouldBe(adaId);
        var opened = await ben.OpenConversationAsync(adaId);
        opened.Conversation.Messages.Single().Is_ai.ShouldBeFalse();
        (await ben.MarkConversationReadAsync(opened.Conversation.Id, body: new())).Up_to_seq.ShouldBe(1);
        (await ada.GetMessagesAsync(opened.Conversation.Id)).Messages.Single().Read.ShouldBeTrue();
        (await ben.SetTypingAsync(body: new() { User_id = adaId, Is_typing = true })).Message.ShouldNotBeEmpty();
        (await ada.GetTypingAsync(benId)).Is_typing.ShouldBeTrue();
        (await ben.SetOnlineAsync()).Message.ShouldNotBeEmpty();
        (await ada.GetPresenceAsync(benId)).User_id.ShouldBe(benId);
        (await ada.IsUserBlockedAsync(benId)).Is_blocked.ShouldBeFalse();
        (await ada.SyncAsync()).Next_cursor.ShouldNotBeEmpty();
        (await ada.DiscoverAsync()).People.ShouldNotContain(person => person.User.Id == benId);
    }

    private static async Task OneselfAsync(XelaClient ada)
    {
        (await ada.AskXelaAsync(body: new() { Message = "I feel overwhelmed with work lately." })).Ai_message.Is_ai.ShouldBeTrue();
        (await ada.GetXelaTalksAsync()).Conversation.Messages.Count.ShouldBe(2);
        var written = await ada.WriteReflectionAsync(body: new() { Content = "A good day.", Is_public = true });
        (await ada.GetReflectionAsync(written.Reflection.Id)).Reflection.Content.ShouldBe("A good day.");
        (await ada.ListReflectionsAsync()).Reflections.ShouldNotBeEmpty();
        (await ada.ListPublicReflectionsAsync()).Reflections.ShouldNotBeEmpty();
        (await ada.ListActivitiesAsync()).Unread_count.ShouldBeGreaterThanOrEqualTo(0);
        (await ada.GetWalletAsync()).Credits.ShouldBe(0);
        (await ada.ListWalletEntriesAsync()).Entries.Sum(entry => entry.Amount).ShouldBe(0);
        (await ada.GetPlansAsync()).Plans.Count.ShouldBeGreaterThan(2);
        (await ada.GetSubscriptionAsync()).Tier.ShouldBe("free");
    }

    private static async Task CallAsync(XelaClient ada, string circle)
    {
        var room = await ada.CreateVideoRoomAsync(body: new() { Circle_id = circle });
        (await ada.CreateVideoTokenAsync(body: new() { Room_name = room.Name })).Token.ShouldNotBeEmpty();
        (await ada.ListVideoRoomsAsync()).Data.Single().Name.ShouldBe(room.Name);
        (await ada.GetVideoRoomAsync(room.Name)).Url.ShouldBe(room.Url);
        (await ada.DeleteVideoRoomAsync(room.Name)).Deleted.ShouldBeTrue();
    }
}
