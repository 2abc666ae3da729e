using Microsoft.Extensions.Options;

namespace Dashboard.Services.Tests.Terminals;

/// <summary>Settings that a test changes at any time.</summary>
internal sealed class FixedOptions(DashboardOptions options) : IOptionsMonitor<DashboardOptions>
{
    public DashboardOptions CurrentValue => options;

    public DashboardOptions Get(string? name) => options;

    public IDisposable? OnChange(Action<DashboardOptions, string?> listener) => null;
}
