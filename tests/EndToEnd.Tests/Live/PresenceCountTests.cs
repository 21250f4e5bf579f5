using Microsoft.Extensions.DependencyInjection;
using XelaConnect.Notifications;
using XelaConnect.Presence;

namespace XelaConnect.EndToEnd.Tests.Live;

[Collection(InProcessHosts.Name)]
public sealed class PresenceCountTests
{
    [Fact]
    public async Task Notifications_are_counted_while_no_host_listens()
    {
        await using var host = new InProcessHost();
        var ada = await Person.SignUpAsync(host);
        var presence = host.Services.GetRequiredService<IGrainFactory>().Presence(ada.Id);
        var before = await presence.ConnectAsync("host-1");
        await presence.DisconnectAsync("host-1", lost: true);

        await presence.PublishAsync([
            new PersonalEvent(Presence: new PresenceNotification("user-1", PresenceStatuses.Online)),
            new PersonalEvent(Presence: new PresenceNotification("user-1", PresenceStatuses.Offline)),
        ]);

        var after = await presence.ConnectAsync("host-1");
        (after.Epoch, after.Number).ShouldBe((before.Epoch, before.Number + 2), "so the host finds the gap");
    }
}
