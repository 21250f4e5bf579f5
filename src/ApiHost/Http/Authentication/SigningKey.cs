using System.Runtime.InteropServices;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// The secret that signs session tokens and encrypts stored responses, shared by all API hosts. While it is replaced,
/// the previous key still verifies and decrypts, so that sessions survive.
/// </summary>
internal sealed partial class SigningKey
{
    private const int MinimumBytes = 32;
    private const string FileName = "signing.key";

    public SigningKey(byte[] bytes)
    {
        Bytes = bytes;
        Id = Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, 8, info: "signing key id"u8.ToArray()));
    }

    /// <summary>The secret. Never logged.</summary>
    public byte[] Bytes { get; }

    /// <summary>The id of the key in tokens (<c>kid</c>), from which the key cannot be derived.</summary>
    public string Id { get; }

    public static SigningKey? LoadPrevious(string? setting) =>
        string.IsNullOrEmpty(setting) ? null : new SigningKey(Parse("Xela:Auth:PreviousSigningKey", setting));

    /// <summary>Loads the key from the setting, else from the file in the directory, which is created once.</summary>
    public static SigningKey Load(string? setting, string? directory)
    {
        if (!string.IsNullOrEmpty(setting)) return new SigningKey(Parse("Xela:Auth:SigningKey", setting));
        if (directory is null)
            throw new SettingException("Xela:Auth:SigningKey must be set in cluster mode, to the same value on every API host.");
        try { return new SigningKey(ReadOrCreate(directory)); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SettingException($"Xela:DataDirectory ({directory}) must be a directory this process can write to.");
        }
    }

    private static byte[] Parse(string key, string text)
    {
        // Base64 is decoded; other text is used as it is. All hosts apply the same rule and get the same bytes.
        var decoded = new byte[text.Length];
        if (Convert.TryFromBase64String(text, decoded, out var length) && length >= MinimumBytes)
            return decoded[..length];
        var raw = Encoding.UTF8.GetBytes(text);
        return raw.Length >= MinimumBytes
            ? raw : throw new SettingException($"{key} must be at least 32 bytes, as base64 or as text.");
    }

    private static byte[] ReadOrCreate(string directory)
    {
        // The directory also holds the journal, so only its owner may read it.
        PrivateFiles.MakeDirectory(directory);
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path)) Create(path);
        var bytes = new byte[256];
        var text = File.ReadAllText(path).Trim();
        return text.Length <= bytes.Length && Convert.TryFromBase64String(text, bytes, out var length)
            && length >= MinimumBytes
            ? bytes[..length]
            : throw new SettingException(
                $"The file {path} in Xela:DataDirectory does not hold a signing key; restore it, or remove it to sign everyone out.");
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string created);

    private static void Create(string path)
    {
        // Written to a temporary file and linked, so that a crash never leaves half a key and two starting hosts
        // agree on one.
        var temporary = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var file = new FileStream(temporary, options))
            {
                file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(MinimumBytes))));
                file.Flush(flushToDisk: true);
            }
            // File.Move may replace a file that another host has just created; a link does not.
            if (OperatingSystem.IsWindows()) File.Move(temporary, path, overwrite: false);
            else if (Link(temporary, path) != 0 && !File.Exists(path)) File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path)) { /* Another host was first; its key is used. */ }
        finally { File.Delete(temporary); }
    }
}
