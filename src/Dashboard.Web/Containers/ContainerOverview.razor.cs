using System.Globalization;
using Dashboard.Services.Containers;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers;

/// <summary><c>docker inspect</c>, readable.</summary>
public partial class ContainerOverview
{
    private readonly Dictionary<string, string> _revealed = new(StringComparer.Ordinal);
    private string? _shown;

    /// <summary>The container.</summary>
    [Parameter, EditorRequired]
    public required ContainerDetails Details { get; set; }

    /// <summary>Gives the value of a masked variable, or null when it can't be told; null for who may not reveal.</summary>
    [Parameter]
    public Func<string, Task<string?>>? Reveal { get; set; }

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;

    private string Memory => Details.Limits.Memory is { } memory ? ByteText.Of(memory.Bytes) : Text["Field.Unlimited"];

    private string Cpus => Details.Limits.Cpus is { } cpus ? (cpus.NanoCpus / 1e9).ToString("0.##", CultureInfo.CurrentCulture) : Text["Field.Unlimited"];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // Another container's variable of the same name, or a right that is gone: nothing stays in sight.
        if (_shown != Details.Summary.Id || Reveal is null)
        {
            _shown = Details.Summary.Id;
            _revealed.Clear();
        }
    }

    private async Task RevealAsync(string variable)
    {
        if (Reveal is not null && await Reveal(variable) is { } value)
        {
            _revealed[variable] = value;
        }
    }

    // UTC as docker tells it: the server does not know the reader's zone.
    private string Time(DateTimeOffset time) =>
        $"{Text.Ago(time, Clock.GetUtcNow())} · {time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC";
}
