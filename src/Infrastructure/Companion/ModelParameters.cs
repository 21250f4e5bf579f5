using System.Buffers;
using System.Text.Json;
using XelaConnect.Grains.Companion;

namespace XelaConnect.Infrastructure.Companion;

/// <summary>What the model is sent, and which parameters it takes, learned from what it refuses: some take no temperature, some know the output limit under its older name.</summary>
internal sealed class ModelParameters(CompanionSettings settings)
{
    private volatile ParameterShape shape = new(WithTemperature: true, OutputLimit.MaxCompletionTokens);

    /// <summary>What is sent now.</summary>
    public ParameterShape Shape => shape;

    /// <summary>The same, for the log.</summary>
    public string Description => $"temperature {(shape.WithTemperature ? "sent" : "left out")}, output limit {shape.Limit}";

    /// <summary>The request's body.</summary>
    public BinaryData BodyOf(ParameterShape sent, ModelRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model", settings.Model);
            json.WriteStartArray("messages");
            foreach (var instruction in request.Instructions) Write(json, "system", instruction);
            foreach (var line in request.Lines) Write(json, line.IsAi ? "assistant" : "user", line.Text);
            json.WriteEndArray();
            if (sent.WithTemperature) json.WriteNumber("temperature", (decimal)settings.Temperature);
            if (sent.Limit is not OutputLimit.None)
                json.WriteNumber(sent.Limit == OutputLimit.MaxTokens ? "max_tokens" : "max_completion_tokens", request.MaxOutputTokens ?? settings.MaxOutputTokens);
            json.WriteBoolean("stream", true);
            json.WriteEndObject();
        }
        return BinaryData.FromBytes(buffer.WrittenMemory);
    }

    /// <summary>Takes up what a 400 says about a parameter; true when another form is worth a try. The limit in code still bounds what comes.</summary>
    public bool Learn(ParameterShape sent, ModelRefusal refused)
    {
        if (refused.Status != 400) return false;
        var next = sent;
        if (sent.Limit == OutputLimit.MaxCompletionTokens && Says("max_completion_tokens")) next = next with { Limit = OutputLimit.MaxTokens };
        else if (sent.Limit == OutputLimit.MaxTokens && Says("max_tokens")) next = next with { Limit = OutputLimit.None };
        else if (sent.WithTemperature && Says("temperature")) next = next with { WithTemperature = false };
        if (next == sent) return shape != sent;
        shape = next;
        return true;

        bool Says(string parameter) => refused.Text.Contains(parameter, StringComparison.Ordinal);
    }

    private static void Write(Utf8JsonWriter json, string role, string content)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", content);
        json.WriteEndObject();
    }
}

/// <summary>A form of the request.</summary>
internal sealed record ParameterShape(bool WithTemperature, OutputLimit Limit);

/// <summary>Under which name the output limit is sent.</summary>
internal enum OutputLimit
{
    /// <summary><c>max_completion_tokens</c>.</summary>
    MaxCompletionTokens,
    /// <summary><c>max_tokens</c>, its older name.</summary>
    MaxTokens,
    /// <summary>Not at all.</summary>
    None,
}
