namespace MosaicAdmin.Tasks;

/// <summary>The task that a window publishes; Mosaics registers it, so that Tasks need not know what is made.</summary>
/// <param name="Name">Its registered name, such as <c>mosaic.create</c>.</param>
/// <param name="Arguments">Its arguments for one subject.</param>
public sealed record WindowTask(string Name, Func<Guid, object> Arguments);
