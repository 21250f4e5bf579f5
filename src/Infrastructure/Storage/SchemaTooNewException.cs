namespace XelaConnect.Infrastructure.Storage;

/// <summary>The database was written by a newer build; this one refuses to start rather than guess.</summary>
internal sealed class SchemaTooNewException(string message) : StartException(message);
