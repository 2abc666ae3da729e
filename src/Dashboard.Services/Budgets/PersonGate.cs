using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Budgets;

/// <summary>
/// Places for one kind of work: so many in all, and so many of one person's. Whoever finds none waits; a free place goes to the person who has
/// fewest, and of one person to who came first.
/// </summary>
/// <param name="work">The work in the plural, e.g. "searches".</param>
/// <param name="mostInAll">Places in all.</param>
/// <param name="mostOfOne">Places that one person may have.</param>
/// <param name="mostWaiting">How many of one person's may wait.</param>
internal sealed class PersonGate(string work, int mostInAll, int mostOfOne, int mostWaiting = 100)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _held = [];
    private readonly LinkedList<Waiter> _waiting = [];
    private int _all;

    /// <summary>Takes a place without waiting.</summary>
    /// <exception cref="EngineErrorException">Conflict: none is free, for this person or at all.</exception>
    public IDisposable Enter(Actor actor)
    {
        lock (_gate)
        {
            return Held(actor.UserId) >= mostOfOne
                    ? throw Full(string.Create(CultureInfo.InvariantCulture, $"{actor.UserName} has {mostOfOne} {work} under way already: wait for one of them."))
                : _all >= mostInAll
                    ? throw Full(string.Create(CultureInfo.InvariantCulture, $"{mostInAll} {work} are under way already: wait for one of them."))
                : Take(actor.UserId);
        }
    }

    /// <summary>Waits for a place.</summary>
    /// <exception cref="EngineErrorException">Conflict: too many of this person's wait already.</exception>
    public async Task<IDisposable> EnterAsync(Actor actor, CancellationToken cancellationToken)
    {
        LinkedListNode<Waiter> waiter;
        lock (_gate)
        {
            if (IsFreeFor(actor.UserId))
            {
                return Take(actor.UserId);
            }

            if (_waiting.Count(w => w.UserId == actor.UserId) >= mostWaiting)
            {
                throw Full(string.Create(CultureInfo.InvariantCulture, $"{mostWaiting} {work} of {actor.UserName} wait already."));
            }

            waiter = _waiting.AddLast(new Waiter(actor.UserId, new TaskCompletionSource<IDisposable>(TaskCreationOptions.RunContinuationsAsynchronously)));
        }

        await using var registration = cancellationToken.Register(() => GiveUp(waiter, cancellationToken));
        return await waiter.Value.Turn.Task;
    }

    private int Held(string userId) => _held.GetValueOrDefault(userId);

    private bool IsFreeFor(string userId) => _all < mostInAll && Held(userId) < mostOfOne;

    private Place Take(string userId)
    {
        _all++;
        _held[userId] = Held(userId) + 1;
        return new Place(this, userId);
    }

    private void Leave(string userId)
    {
        lock (_gate)
        {
            _all--;
            if (--_held[userId] == 0)
            {
                _held.Remove(userId);
            }

            while (Next() is { } next)
            {
                _waiting.Remove(next);
                next.Turn.SetResult(Take(next.UserId));
            }
        }
    }

    private Waiter? Next() => _waiting.Where(w => IsFreeFor(w.UserId)).MinBy(w => Held(w.UserId));

    private void GiveUp(LinkedListNode<Waiter> waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (waiter.List is not null)
            {
                _waiting.Remove(waiter);
                waiter.Value.Turn.SetCanceled(cancellationToken);
            }
        }
    }

    private static EngineErrorException Full(string words) => new(new EngineError(EngineErrorKind.Conflict, words));

    private sealed record Waiter(string UserId, TaskCompletionSource<IDisposable> Turn);

    private sealed class Place(PersonGate gate, string userId) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            {
                gate.Leave(userId);
            }
        }
    }
}
