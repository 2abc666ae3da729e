using System.IO.Pipelines;
using Dashboard.Services.Environments;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Services.Images.Builds.BuildKit;

/// <summary>
/// The engine's connection as the server takes it. The framework's own one cancels a token on another thread when it is aborted, and so
/// ends the process where it was disposed meanwhile.
/// </summary>
internal sealed class SessionConnection(string id, EngineUpgrade upgrade) : ConnectionContext
{
    public override string ConnectionId { get; set; } = id;

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; } = upgrade;

    public override void Abort(ConnectionAbortedException abortReason) => upgrade.Dispose();

    public override ValueTask DisposeAsync()
    {
        upgrade.Dispose();
        return base.DisposeAsync();
    }
}
