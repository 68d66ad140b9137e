namespace MosaicAdmin.Tasks;

/// <summary>There is nothing the act could be done to; the message says why in one sentence.</summary>
public sealed class ActRefusedException(string message) : Exception(message);
