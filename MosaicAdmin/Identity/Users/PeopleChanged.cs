using MosaicAdmin.Tasks;

namespace MosaicAdmin.Identity;

/// <summary>An account was made, changed or removed.</summary>
public sealed record PeopleChanged(Guid UserId) : Signal;
