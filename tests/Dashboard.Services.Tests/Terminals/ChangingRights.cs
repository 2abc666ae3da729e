using Dashboard.Services.Access;

namespace Dashboard.Services.Tests.Terminals;

/// <summary>Everybody holds what a test says, from the moment on when it says so.</summary>
internal sealed class ChangingRights : IRightsSource
{
    private GrantSet _held = GrantSet.None;

    public event Action? Changed;

    public GrantSet Held
    {
        get => _held;
        set
        {
            _held = value;
            Changed?.Invoke();
        }
    }

    public IReadOnlyCollection<GrantScope> Scopes => [];

    public GrantSet Of(string userId) => Held;

    public Task RefreshAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
