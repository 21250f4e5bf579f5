using System.Buffers;
using System.Text.Json;
using XelaConnect.Grains.Companion;

namespace XelaConnect.Infrastructure.Companion;

/// <summary>
/// Builds requests, and learns from rejections which parameters the model accepts: some accept no temperature, some
/// know the output limit by its older name.
/// </summary>
internal sealed class ModelParameters(CompanionSettings settings)
{
    private volatile ParameterShape shape = new(WithTemperature: true, OutputLimit.MaxCompletionTokens);

    /// <summary>The parameters sent now.</summary>
    public ParameterShape Shape => shape;

    /// <summary>The parameters sent now, for the log.</summary>
    public string Description =>
        $"temperature {(shape.WithTemperature ? "sent" : "left out")}, output limit {shape.Limit}";

    /// <summary>The body of a request.</summary>
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
            var limit = sent.Limit == OutputLimit.MaxTokens ? "max_tokens" : "max_completion_tokens";
            if (sent.Limit is not OutputLimit.None)
                json.WriteNumber(limit, request.MaxOutputTokens ?? settings.MaxOutputTokens);
            json.WriteBoolean("stream", true);
            json.WriteEndObject();
        }
        return BinaryData.FromBytes(buffer.WrittenMemory);
    }

    /// <summary>
    /// Learns from a 400 that names a parameter; true where other parameters are worth an attempt. Replies are cut in
    /// code, too, so that no output limit is needed.
    /// </summary>
    public bool Learn(ParameterShape sent, ModelRefusal refused)
    {
        if (refused.Status != 400) return false;
        var next = sent;
        if (sent.Limit == OutputLimit.MaxCompletionTokens && Names("max_completion_tokens"))
            next = next with { Limit = OutputLimit.MaxTokens };
        else if (sent.Limit == OutputLimit.MaxTokens && Names("max_tokens"))
            next = next with { Limit = OutputLimit.None };
        else if (sent.WithTemperature && Names("temperature"))
            next = next with { WithTemperature = false };
        if (next == sent) return shape != sent;
        shape = next;
        return true;

        bool Names(string parameter) => refused.Text.Contains(parameter, StringComparison.Ordinal);
    }

    private static void Write(Utf8JsonWriter json, string role, string content)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", content);
        json.WriteEndObject();
    }
}

/// <summary>The parameters of a request.</summary>
internal sealed record ParameterShape(bool WithTemperature, OutputLimit Limit);

/// <summary>How the output limit is sent.</summary>
internal enum OutputLimit
{
    /// <summary><c>max_completion_tokens</c>.</summary>
    MaxCompletionTokens,
    /// <summary><c>max_tokens</c>, its older name.</summary>
    MaxTokens,
    /// <summary>Not at all.</summary>
    None,
}
