using System.ClientModel;
using OpenAI.Chat;
using XelaConnect.Grains.Companion;

namespace XelaConnect.Silo.Companion;

/// <summary>Which parameters the model takes, learned from what it refuses: some take no temperature, some know the output limit under its older name.</summary>
internal sealed class ModelParameters(CompanionSettings settings)
{
    private volatile ParameterShape shape = new(WithTemperature: true, OutputLimit.MaxCompletionTokens);

    /// <summary>What is sent now.</summary>
    public ParameterShape Shape => shape;

    /// <summary>The same, for the log.</summary>
    public string Description => $"temperature {(shape.WithTemperature ? "sent" : "left out")}, output limit {shape.Limit}";

    public ChatCompletionOptions OptionsFor(ParameterShape sent, ModelRequest request)
    {
        var limit = request.MaxOutputTokens ?? settings.MaxOutputTokens;
        var options = new ChatCompletionOptions();
        if (sent.WithTemperature) options.Temperature = settings.Temperature;
        if (sent.Limit == OutputLimit.MaxCompletionTokens) options.MaxOutputTokenCount = limit;
#pragma warning disable SCME0001 // the one way to send a field the package has no member for
        if (sent.Limit == OutputLimit.MaxTokens) options.Patch.Set("$.max_tokens"u8, limit);
#pragma warning restore SCME0001
        return options;
    }

    /// <summary>Takes up what a 400 says about a parameter; true when another form is worth a try. The limit in code still bounds what comes.</summary>
    public bool Learn(ParameterShape sent, ClientResultException refused)
    {
        var said = $"{refused.Message} {refused.GetRawResponse()?.Content}";
        var next = sent;
        if (sent.Limit == OutputLimit.MaxCompletionTokens && said.Contains("max_completion_tokens", StringComparison.Ordinal)) next = next with { Limit = OutputLimit.MaxTokens };
        else if (sent.Limit == OutputLimit.MaxTokens && said.Contains("max_tokens", StringComparison.Ordinal)) next = next with { Limit = OutputLimit.None };
        else if (sent.WithTemperature && said.Contains("temperature", StringComparison.Ordinal)) next = next with { WithTemperature = false };
        if (next == sent) return shape != sent;
        shape = next;
        return true;
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
