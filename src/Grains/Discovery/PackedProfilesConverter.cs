using System.Text.Json;
using System.Text.Json.Serialization;

namespace XelaConnect.Grains.Discovery;

/// <summary>In a snapshot: the leaves, each as base64.</summary>
internal sealed class PackedProfilesConverter : JsonConverter<PackedProfiles>
{
    /// <inheritdoc/>
    public override PackedProfiles Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var filling = new PackedProfiles.Filling();
        while (reader.Read() && reader.TokenType == JsonTokenType.String) filling.Add(reader.GetBytesFromBase64());
        return filling.Done();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PackedProfiles value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var leaf in value.Leaves()) writer.WriteBase64StringValue(leaf);
        writer.WriteEndArray();
    }
}
