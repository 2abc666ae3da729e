using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Terminals;

/// <content>How others are let in.</content>
public sealed partial class TerminalSession
{
    /// <summary>Somebody else begins to look at it.</summary>
    internal TerminalViewer Attach(Actor guest)
    {
        TerminalViewer viewer;
        lock (Gate)
        {
            viewer = new TerminalViewer(this, guest, needsScreen: !_isBlank);
            _viewers.Add(viewer);
            viewer.Tell(Dimensions);
            _recorder?.Note($"{guest.UserName} joined");
            Introduce(viewer);
        }

        ViewersChanged();
        return viewer;
    }

    /// <summary>Lets others do this from now on; who may not look any more is sent away.</summary>
    internal void Share(TerminalSharing sharing)
    {
        lock (Gate)
        {
            Sharing = sharing;
            _recorder?.Note($"shared: {(sharing switch { TerminalSharing.Watch => "others may watch", TerminalSharing.Type => "others may type", _ => "nobody" })}");
            foreach (var viewer in _viewers.Where(v => v.Guest is not null && sharing == TerminalSharing.Nobody))
            {
                viewer.Expel($"{Owner.UserName} shares it no more");
            }

            Tell();
        }

        ViewersChanged();
    }

    /// <summary>Keys from one of the browsers.</summary>
    internal void WriteInput(TerminalViewer viewer, byte[] bytes)
    {
        if (!MayType(viewer))
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, $"{Owner.UserName} lets others watch this terminal, not type."));
        }

        WriteInput(bytes);
    }

    /// <summary>What a browser is told of it. Under the lock.</summary>
    internal TerminalState StateOf(TerminalViewer viewer) => new(
        IsRecorded, Owner.UserName, viewer.Guest is null, MayType(viewer), Sharing, EquatableList.From(People()));

    private bool MayType(TerminalViewer viewer) => viewer.Expelled is null && (viewer.Guest is null || Sharing == TerminalSharing.Type);

    private List<TerminalPerson> People() =>
    [
        .. _viewers.Any(v => v.Guest is null) ? [new TerminalPerson(Owner.UserName, IsOwner: true, MayType: true)] : Array.Empty<TerminalPerson>(),
        .. _viewers.Where(v => v.Guest is not null && v.Expelled is null).DistinctBy(v => v.Guest!.UserId)
            .Select(v => new TerminalPerson(v.Guest!.UserName, IsOwner: false, MayType(v))),
    ];

    // A browser that has just come. Under the lock.
    private void Introduce(TerminalViewer viewer)
    {
        if (!StateOf(viewer).IsPlain)
        {
            viewer.TellState();
        }

        TellIfShared();
        viewer.Wake();
    }

    private void TellIfShared()
    {
        if (Sharing != TerminalSharing.Nobody || _viewers.Any(v => v.Guest is not null))
        {
            Tell();
        }
    }

    // Under the lock.
    private void Tell()
    {
        foreach (var viewer in _viewers)
        {
            viewer.TellState();
        }
    }
}
