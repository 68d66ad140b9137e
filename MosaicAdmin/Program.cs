using MosaicAdmin;
using MosaicAdmin.Components;
using MosaicAdmin.Data;
using MosaicAdmin.Demo;
using MosaicAdmin.Health;
using MosaicAdmin.Identity;
using MosaicAdmin.Lab;
using MosaicAdmin.Ledger;
using MosaicAdmin.Live;
using MosaicAdmin.Mosaics;
using MosaicAdmin.Playlists;
using MosaicAdmin.Songs;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;

var builder = WebApplication.CreateBuilder(args);
builder.AddSettingSources();
try
{
    builder.AddData();
    builder.AddStorage();
    builder.AddIdentity();
    builder.AddTasks();
    builder.AddMosaics();
    builder.AddLive();
    builder.AddSongs();
    builder.AddPlaylists();
    builder.AddDemo();
    builder.AddHealth();
    builder.AddLab();
    builder.AddLedger();
    builder.AddApi();
    builder.AddShell();
}
catch (SettingException error)
{
    return error.Tell();
}

var app = builder.Build();
await app.MigrateData();
await app.PrepareIdentity();
app.UseSecurity();
app.UseProblems();
app.UseLive();
app.UseShell();
app.UseIdentity();
app.MapIdentity();
app.MapApi();
app.MapHealth();
app.MapLedger();
app.MapMedia();
app.MapDemo();
app.MapTasks();
app.MapLive();
app.MapShell();
await app.RunAsync();
return 0;
