namespace MosaicAdmin.Tasks;

/// <summary>The task that runs when a window falls due; Mosaics registers it, so that Tasks need not know what is made.</summary>
/// <param name="Name">Its registered name, such as <c>mosaic.create</c>.</param>
/// <param name="Job">The job that does it.</param>
public sealed record WindowTask(string Name, Type Job);
