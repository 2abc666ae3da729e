using System.Globalization;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Containers.Values;
using Dashboard.Services.Engine;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Limits;

/// <summary>
/// Limits of a container that are being changed: what was typed beside what holds. The <see cref="UpdateContainers"/> has only what differs, so
/// that somebody else's change of another limit meanwhile is not undone.
/// </summary>
/// <param name="host">What the host has.</param>
/// <param name="text">Words for what is wrong.</param>
public sealed class LimitsDraft(HostCapacity host, IStringLocalizer<LimitsText> text)
{
    /// <summary>Option for CPUs.</summary>
    public const string Cpus = "--cpus";

    /// <summary>Option for memory.</summary>
    public const string Memory = "--memory";

    /// <summary>Option for the memory that is kept to when the host runs short.</summary>
    public const string Reservation = "--memory-reservation";

    /// <summary>Option for memory and swap together.</summary>
    public const string Swap = "--memory-swap";

    /// <summary>Option for processes.</summary>
    public const string Pids = "--pids-limit";

    /// <summary>Option for the restart policy.</summary>
    public const string Restart = "--restart";

    private const long Mebibyte = 1024 * 1024;

    // The engine's own bounds.
    private const long LeastMemory = 6 * Mebibyte;
    private const long OneCpu = 1_000_000_000;
    private const long LeastCpus = OneCpu / 100;

    private static readonly IReadOnlyList<string> _options = [Cpus, Memory, Reservation, Swap, Pids, Restart];

    private static readonly Dictionary<string, OptionField> _fields =
        CommandCatalogue.Default.For(new UpdateContainers()).Fields.Where(f => _options.Contains(f.Name)).ToDictionary(f => f.Name, StringComparer.Ordinal);

    private readonly Dictionary<string, string> _typed = new(StringComparer.Ordinal);
    private UpdateContainers _current = new();

    /// <summary>Whether anything differs from what holds.</summary>
    public bool IsChanged => _typed.Count > 0;

    /// <summary>Whether all of it can be sent.</summary>
    public bool IsRight => _typed.Keys.All(o => Problem(o) is null);

    /// <summary>The limits that hold now; what was typed stays.</summary>
    public void Take(ResourceLimits limits, string restart)
    {
        _current = new UpdateContainers { Limits = limits, Restart = restart };
        foreach (var option in _typed.Where(t => t.Value == Held(t.Key)).Select(t => t.Key).ToList())
        {
            _typed.Remove(option);
        }
    }

    /// <summary>Forgets what was typed.</summary>
    public void Reset() => _typed.Clear();

    /// <summary>What stands in an option's field; "" is no limit.</summary>
    public string this[string option]
    {
        get => _typed.GetValueOrDefault(option) ?? (option == Swap && Followed is { } swap ? swap.ToString() : Held(option));
        set
        {
            var trimmed = value.Trim();
            if (trimmed == Held(option))
            {
                _typed.Remove(option);
            }
            else
            {
                _typed[option] = trimmed;
            }
        }
    }

    /// <summary>Whether an option differs from what holds.</summary>
    public bool IsChangedAt(string option) => _typed.ContainsKey(option) || (option == Swap && Followed is not null);

    /// <summary>The command that makes it so.</summary>
    public UpdateContainers Command(ResourceName container)
    {
        var command = new UpdateContainers { Containers = [container] };
        foreach (var option in _options.Where(o => IsChangedAt(o) && Problem(o) is null))
        {
            // Only of processes can a limit be taken away.
            command = _fields[option].With(command, [option == Pids && this[option].Length == 0 ? "-1" : this[option]]);
        }

        return command;
    }

    /// <summary>What is wrong with what stands in an option's field, in plain words; null when nothing is.</summary>
    public string? Problem(string option)
    {
        if (!IsChangedAt(option))
        {
            return null;
        }

        var typed = this[option];
        return typed.Length == 0 ? (option == Pids ? null : text["Problem.Lift"].Value)
            : _fields[option].Check(typed) is not null ? text["Problem.Value", typed].Value
            : option switch
            {
                Cpus => OfCpus(CpuCount.Parse(typed, null).NanoCpus),
                Memory => OfSize(ByteSize.Parse(typed, null).Bytes),
                Reservation => OfSize(ByteSize.Parse(typed, null).Bytes) ?? OfReservation(),
                Swap => OfSwap(SwapSize.Parse(typed, null).Bytes),
                Pids => OfPids(typed),
                _ => null,
            };
    }

    /// <summary>The memory in a field in bytes; null for none, or when it is no value.</summary>
    public long? Bytes(string option) => this[option] is { Length: > 0 } typed && _fields[option].Check(typed) is null ? SwapSize.Parse(typed, null).Bytes : null;

    // The engine takes no memory above memory and swap together: the room for swap stays as it was.
    private SwapSize? Followed =>
        !_typed.ContainsKey(Swap) && _typed.ContainsKey(Memory) && Bytes(Memory) is { } memory
        && _current.Limits is { MemorySwap: { Bytes: > 0 } swap, Memory: { } before } && memory != before.Bytes
            ? new SwapSize(memory + (swap.Bytes - before.Bytes))
            : null;

    private string Held(string option) => _fields[option].Read(_current) is [var word, ..] ? word : "";

    private string? OfCpus(long nanoCpus) => nanoCpus < LeastCpus || nanoCpus > host.Cpus * OneCpu ? text["Problem.Cpus", host.Cpus].Value : null;

    private string? OfSize(long bytes) => bytes < LeastMemory ? text["Problem.Least"].Value
        : bytes > host.MemoryBytes ? text["Problem.Host", new ByteSize(host.MemoryBytes / Mebibyte * Mebibyte)].Value
        : null;

    private string? OfReservation() => Bytes(Memory) is { } memory && Bytes(Reservation) > memory ? text["Problem.Reservation", this[Memory]].Value : null;

    private string? OfSwap(long bytes) => bytes == -1 ? null
        : Bytes(Memory) is not { } memory ? text["Problem.SwapAlone"].Value
        : bytes < memory ? text["Problem.Swap", this[Memory]].Value
        : null;

    private string? OfPids(string typed) =>
        long.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count is -1 or > 0 ? null : text["Problem.Pids"].Value;
}
