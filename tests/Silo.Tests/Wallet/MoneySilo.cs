using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using XelaConnect.Courses;
using XelaConnect.Grains.Payments;
using XelaConnect.Infrastructure.Hosting;
using XelaConnect.Payments;
using XelaConnect.Subscriptions;

namespace XelaConnect.Tests.Wallet;

/// <summary>An embedded silo on SQLite with a fake card gateway. Tests call its grains directly, as a faulty API host could.</summary>
public sealed class MoneySilo : IAsyncLifetime
{
    private readonly TempDirectory directory = new();
    private IHost host = null!;
    private int ids;

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    internal FakeGateway Gateway { get; } = new();

    public async Task InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Xela:DataDirectory", directory.Path)]);
        var settings = SiloSettings.Read(builder.Configuration, isDevelopment: true, seed: false) with { Port = FreePorts.Take() };
        builder.UseOrleans(silo => silo.UseXelaEmbedded(settings));
        builder.Services.Replace(ServiceDescriptor.Singleton<IPaymentGateway>(Gateway));
        host = builder.Build();
        await host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        directory.Dispose();
    }

    /// <summary>An id that no other test uses.</summary>
    public string Id(string kind) => Ids.Of(kind, $"money/{Interlocked.Increment(ref ids)}");

    /// <summary>A course with two modules at this price.</summary>
    public async Task<string> CourseAsync(int credits, decimal usd, bool forSale = true)
    {
        var id = Id("course");
        await PriceAsync(id, credits, usd);
        if (!forSale) (await Grains.Course(id).SetSaleAsync(new SetCourseSale($"{id}/sale", false))).IsOk.ShouldBeTrue();
        return id;
    }

    /// <summary>Sets the price of a course.</summary>
    public async Task PriceAsync(string id, int credits, decimal usd)
    {
        var content = new CourseContent(
            "Naming", "", "", "Growth", null, credits, usd, null, "Maren", "", [0],
            [new("m1", "One", 10, "Text 1", "https://example.com/1"), new("m2", "Two", 10, "Text 2", "https://example.com/2")]);
        (await Grains.Course(id).WriteAsync(new WriteCourse($"{id}/{credits}/{usd}", content))).IsOk.ShouldBeTrue();
    }

    /// <summary>A user id with Elite for life.</summary>
    public async Task<string> EliteAsync()
    {
        var user = Id("user");
        (await Grains.Subscription(user).GrantAsync(new GrantTier($"{user}/elite", "gift", null))).IsOk.ShouldBeTrue();
        return user;
    }
}

/// <summary>A gateway that takes every card and remembers what it charged.</summary>
internal sealed class FakeGateway : IPaymentGateway
{
    private readonly List<ChargePayment> charges = [];

    public bool IsConfigured => true;

    public IReadOnlyList<ChargePayment> Charges(string userId)
    {
        lock (charges) return charges.FindAll(charge => charge.UserId == userId);
    }

    public Task<ChargeResult> ChargeAsync(ChargePayment charge)
    {
        lock (charges) charges.Add(charge);
        return Task.FromResult(new ChargeResult(ChargeStatus.Succeeded, $"pi_{charge.PaymentId}"));
    }
}
