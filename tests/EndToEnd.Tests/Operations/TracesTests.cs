using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Operations;

[Collection(InProcessHosts.Name)]
public sealed class TracesTests
{
    private const string Call = "Microsoft.Orleans.Application";
    private const string Say = "POST /api/circles/{id}/activity";

    [Fact]
    public async Task Post_traces_request_grain_call_and_commit()
    {
        await using var host = new InProcessHost(InProcessHost.Collector);
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        await ada.PostToCircleAsync(circle, "Hello");

        var trace = await host.TraceOfAsync(Say);

        var request = trace[^1];
        (request.Kind, request.ParentSpanId).ShouldBe((ActivityKind.Server, default));
        var commit = trace.Single(span => span.OperationName == "journal commit" && span.GetTagItem("xela.journal") is "circles.circle");
        commit.Source.Name.ShouldBe("XelaConnect.Durability");
        (commit.GetTagItem("xela.outcome"), commit.GetTagItem("xela.events")).ShouldBe(("stored", 1));
        commit.GetTagItem("xela.messages").ShouldBeOfType<int>();
        // From the commit upwards: the call as the grain sees it, the call as the endpoint sees it, the request.
        var received = trace.Single(span => span.SpanId == commit.ParentSpanId);
        (received.Source.Name, received.Kind).ShouldBe((Call, ActivityKind.Server));
        received.GetTagItem("orleans.rpc.target_id").ShouldBe($"circle/{circle}");
        var sent = trace.Single(span => span.SpanId == received.ParentSpanId);
        (sent.Source.Name, sent.Kind).ShouldBe((Call, ActivityKind.Client));
        sent.ParentSpanId.ShouldBe(request.SpanId);
    }

    [Fact]
    public async Task Activation_and_delivery_join_the_trace_of_their_cause()
    {
        await using var host = new InProcessHost(InProcessHost.Collector);
        var ada = await Person.SignUpAsync(host);
        await ada.CreateCircleAsync();

        var trace = await host.TraceOfAsync("POST /api/circles/");

        var open = trace.Single(static span => span.OperationName == "journal open" && span.GetTagItem("xela.journal") is "circles.circle");
        (open.GetTagItem("xela.events"), open.GetTagItem("xela.messages"), open.GetTagItem("xela.outcome")).ShouldBe((0, 0, "opened"));
        var deliveries = trace.Where(static span => span.OperationName == "outbox deliver");
        var delivery = deliveries.First(static span => span.GetTagItem("xela.journal") is "circles.memberships");
        (delivery.GetTagItem("xela.messages"), delivery.GetTagItem("xela.outcome")).ShouldBe((1, "delivered"));
        trace.Single(span => span.SpanId == delivery.ParentSpanId).OperationName.ShouldBe("journal commit");
    }

    [Fact]
    public async Task Live_delivery_joins_the_trace_of_the_post()
    {
        await using var host = new InProcessHost(InProcessHost.Collector);
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        await using var device = await ada.ConnectAsync();
        await device.WatchAsync(circle, 0);
        await ada.PostToCircleAsync(circle, "Hello");

        var post = (await host.TraceOfAsync(Say))[^1];
        var delivery = await host.SpanAsync(span => span.OperationName == "stream deliver" && span.TraceId == post.TraceId);
        var publish = await host.SpanAsync(span => span.SpanId == delivery.ParentSpanId);

        (delivery.Kind, publish.OperationName, publish.Kind).ShouldBe((ActivityKind.Consumer, "stream publish", ActivityKind.Producer));
    }

    [Fact]
    public async Task Ratio_0_exports_no_span()
    {
        var host = new InProcessHost(InProcessHost.Collector, ("Xela:Telemetry:TraceRatio", "0"));
        await using (host)
        {
            var ada = await Person.SignUpAsync(host);
            await ada.CreateCircleAsync();
            var sampled = ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            (await ada.GetAsync("/api/auth/me", sampled)).Should(HttpStatusCode.OK);
        }
        host.Spans.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ratio_of_a_half_exports_whole_traces_or_none()
    {
        await using var host = new InProcessHost(InProcessHost.Collector, ("Xela:Telemetry:TraceRatio", "0.5"));
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        for (var i = 0; i < 60; i++) await ada.PostToCircleAsync(circle, "Hello");

        // Waits in vain for the root of a trace that is exported in part.
        await host.RootsAsync();

        host.Spans.ShouldNotBeEmpty();
        foreach (var trace in host.Spans.GroupBy(static span => span.TraceId))
            trace.Where(static span => span.ParentSpanId == default).ShouldHaveSingleItem().Source.Name.ShouldBe("Microsoft.AspNetCore");
    }

    [Fact]
    public async Task Query_values_are_not_exported()
    {
        await using var host = new InProcessHost(InProcessHost.Collector);
        var ada = await Person.SignUpAsync(host);
        await ada.GetAsync($"/api/auth/me?access_token={ada.Token}");

        var trace = await host.TraceOfAsync("GET /api/auth/me");

        trace[^1].GetTagItem("url.query").ShouldBe("?access_token=Redacted");
        foreach (var span in trace) span.TagObjects.ShouldNotContain(tag => $"{tag.Value}".Contains(ada.Token!));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    public async Task Error_response_names_the_exported_trace(string? parent)
    {
        await using var host = new InProcessHost(InProcessHost.Collector);
        var anonymous = ((IApiServer)host).Anonymous;
        var refused = await anonymous.PostAsync("/api/auth/login", new JsonObject(), parent is null ? [] : [("traceparent", parent)]);

        var trace = await host.TraceOfAsync("POST /api/auth/login");

        refused.Json.GetProperty("trace_id").GetString().ShouldBe(trace[^1].TraceId.ToHexString());
        if (parent is not null) parent.ShouldContain(trace[^1].TraceId.ToHexString());
    }

    [Fact]
    public async Task Health_and_metrics_requests_have_no_span()
    {
        var host = new InProcessHost(InProcessHost.Collector);
        await using (host)
        {
            foreach (var path in (string[])["/health/live", "/health/ready", "/metrics"]) await ((IApiServer)host).Anonymous.GetAsync(path);
            await ((IApiServer)host).Anonymous.GetAsync("/api/");
            await host.TraceOfAsync("GET /api/");
        }
        var port = host.Spans[^1].GetTagItem("server.port");
        host.Spans.Where(span => Equals(span.GetTagItem("server.port"), port)).ShouldHaveSingleItem();
    }
}
