using System.Collections.Concurrent;

namespace Dashboard.Services.Containers;

/// <summary>
/// Ids of processes that the dashboard itself had an engine run for somebody who looks at files: nobody typed them, so a container's timeline
/// leaves them out. Known by their ids, which only the engine gives, never by how they look.
/// </summary>
internal sealed class OwnExecs
{
    private const int MostKept = 4096;

    private readonly ConcurrentDictionary<string, bool> _ids = new();
    private readonly ConcurrentQueue<string> _order = new();

    public void Add(string id)
    {
        if (_ids.TryAdd(id, true))
        {
            _order.Enqueue(id);
        }

        while (_order.Count > MostKept && _order.TryDequeue(out var oldest))
        {
            _ids.TryRemove(oldest, out _);
        }
    }

    public bool Contains(string id) => _ids.ContainsKey(id);
}
