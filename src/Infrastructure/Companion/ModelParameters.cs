namespace XelaConnect.Infrastructure.Companion;

/// <summary>Builds requests, and learns from rejections which parameters the model accepts.</summary>
internal sealed class ModelParameters(CompanionSettings settings)
{
    private volatile ParameterShape shape = new(WithTemperature: true, OutputLimit.MaxCompletionTokens);

    public ParameterShape Shape => shape;

    public string Description =>
        $"temperature {(shape.WithTemperature ? "sent" : "left out")}, output limit {shape.Limit}";

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

    /// <summary>True where other parameters are worth an attempt. Replies are cut in code, too.</summary>
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

internal sealed record ParameterShape(bool WithTemperature, OutputLimit Limit);

internal enum OutputLimit { MaxCompletionTokens, MaxTokens, None }
