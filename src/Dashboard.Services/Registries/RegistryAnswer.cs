using System.Text.Json;

namespace Dashboard.Services.Registries;

/// <summary>A registry's answer.</summary>
/// <param name="Body">Its JSON.</param>
internal sealed record RegistryAnswer(JsonDocument Body) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Body.Dispose();
}
