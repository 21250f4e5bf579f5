using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace XelaConnect.ServiceDefaults;

/// <summary>Reads secret keys of 32 bytes or more, from a setting or from a file that is made once.</summary>
public static partial class SecretKeys
{
    private const int MinimumBytes = 32;

    /// <summary>
    /// The key in a setting. Base64 is decoded; other text is used as it is. All processes apply the same rule and get
    /// the same bytes.
    /// </summary>
    public static byte[] Parse(string setting, string text)
    {
        var decoded = new byte[text.Length];
        if (Convert.TryFromBase64String(text, decoded, out var length) && length >= MinimumBytes)
            return decoded[..length];
        var raw = Encoding.UTF8.GetBytes(text);
        return raw.Length >= MinimumBytes
            ? raw : throw new SettingException($"{setting} must be at least 32 bytes, as base64 or as text.");
    }

    /// <summary>The key in a file of the data directory. A broken file does not hold <paramref name="what"/>.</summary>
    public static byte[] ReadOrCreate(string directory, string fileName, string what)
    {
        try
        {
            // The directory also holds the journal, so only its owner may read it.
            PrivateFiles.MakeDirectory(directory);
            var path = Path.Combine(directory, fileName);
            if (!File.Exists(path)) Create(path);
            var bytes = new byte[256];
            var text = File.ReadAllText(path).Trim();
            return text.Length <= bytes.Length && Convert.TryFromBase64String(text, bytes, out var length)
                && length >= MinimumBytes
                ? bytes[..length]
                : throw new SettingException($"The file {path} in Xela:DataDirectory does not hold {what}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SettingException(
                $"Xela:DataDirectory ({directory}) must be a directory this process can write to.");
        }
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
                var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(MinimumBytes));
                file.Write(Encoding.ASCII.GetBytes(key));
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
