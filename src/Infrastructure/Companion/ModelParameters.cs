using System.Text.RegularExpressions;

namespace XelaConnect.Infrastructure.Companion;

/// <summary>
/// Builds requests, and learns from rejections which models the provider knows and which parameters each one accepts.
/// </summary>
internal sealed class ModelParameters(CompanionSettings settings)
{
    private readonly Lock sync = new();
    private readonly ParameterShape[] shapes = [.. settings.Models.Select(static _ => ParameterShape.Full)];
    private int model;

    public ModelAttempt Next
    {
        get { lock (sync) return new ModelAttempt(model, shapes[model]); }
    }

    /// <summary>No request is rejected more often for something that is learned from.</summary>
    public int MaxRejections => settings.Models.Count + ParameterShape.MaxChanges;

    public string Describe(ModelAttempt attempt) =>
        $"{settings.Models[attempt.Model]}, temperature {(attempt.Shape.WithTemperature ? "sent" : "left out")}, "
        + $"reasoning effort {attempt.Shape.Effort}, output limit {attempt.Shape.Limit}";

    public BinaryData BodyOf(ModelAttempt attempt, ModelRequest request)
    {
        var sent = attempt.Shape;
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model", settings.Models[attempt.Model]);
            json.WriteStartArray("messages");
            foreach (var instruction in request.Instructions) Write(json, "system", instruction);
            foreach (var line in request.Lines) Write(json, line.IsAi ? "assistant" : "user", line.Text);
            json.WriteEndArray();
            if (sent.WithTemperature) json.WriteNumber("temperature", (decimal)settings.Temperature);
            if (sent.EffortName is { } effort) json.WriteString(ParameterShape.EffortField, effort);
            var limit = sent.Limit == OutputLimit.MaxTokens ? "max_tokens" : "max_completion_tokens";
            if (sent.Limit is not OutputLimit.None)
                json.WriteNumber(limit, request.MaxOutputTokens ?? settings.MaxOutputTokens);
            json.WriteBoolean("stream", true);
            json.WriteEndObject();
        }
        return BinaryData.FromBytes(buffer.WrittenMemory);
    }

    /// <summary>True where another attempt is worth it: with another model, or with other parameters.</summary>
    public bool Learn(ModelAttempt sent, ModelRefusal refused)
    {
        lock (sync)
        {
            if (refused.IsOfUnknownModel)
            {
                // After the last one the next request begins again, because providers learn models, too.
                if (model == sent.Model) model = (model + 1) % shapes.Length;
                return model > sent.Model;
            }
            if (refused.Status != 400) return false;
            // Another request may have learned in the meantime.
            if (shapes[sent.Model] != sent.Shape) return true;
            var next = sent.Shape.Without(refused.Text);
            if (next == sent.Shape) return false;
            shapes[sent.Model] = next;
            return true;
        }
    }

    private static void Write(Utf8JsonWriter json, string role, string content)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", content);
        json.WriteEndObject();
    }
}

/// <summary>The position of the model in the list, and the parameters that it gets.</summary>
internal sealed record ModelAttempt(int Model, ParameterShape Shape);

internal sealed partial record ParameterShape(bool WithTemperature, OutputLimit Limit, ReasoningEffort Effort)
{
    public const string EffortField = "reasoning_effort";
    /// <summary>From everything sent to nothing sent.</summary>
    public const int MaxChanges = 6;
    public static readonly ParameterShape Full = new(true, OutputLimit.MaxCompletionTokens, ReasoningEffort.None);

    /// <summary>The lowest effort that the model has: the output limit also counts what it thinks.</summary>
    public string? EffortName => Effort switch
    {
        ReasoningEffort.None => "none",
        ReasoningEffort.Minimal => "minimal",
        ReasoningEffort.Low => "low",
        _ => null,
    };

    /// <summary>Without the parameter that a rejection names, or the same. Replies are cut in code, too.</summary>
    public ParameterShape Without(string rejection)
    {
        var field = Field().Match(rejection);
        if (Limit == OutputLimit.MaxCompletionTokens && Names("max_completion_tokens"))
            return this with { Limit = OutputLimit.MaxTokens };
        if (Limit == OutputLimit.MaxTokens && Names("max_tokens")) return this with { Limit = OutputLimit.None };
        if (EffortName is { } effort && Names(EffortField))
            return this with
            {
                Effort = rejection.Contains($"'{effort}'", StringComparison.Ordinal)
                    ? Effort + 1 : ReasoningEffort.LeftOut,
            };
        return WithTemperature && Names("temperature") ? this with { WithTemperature = false } : this;

        // The sentence may mention other parameters; without the field it is all there is.
        bool Names(string parameter) => field.Success
            ? field.Groups["name"].Value == parameter : rejection.Contains(parameter, StringComparison.Ordinal);
    }

    [GeneratedRegex("""
        "param"\s*:\s*"(?<name>\w+)"
        """)]
    private static partial Regex Field();
}

internal enum OutputLimit { MaxCompletionTokens, MaxTokens, None }

internal enum ReasoningEffort { None, Minimal, Low, LeftOut }
