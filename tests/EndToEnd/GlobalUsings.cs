global using Wolfi.Apk.Signing;
global using Wolfi.RunImage;
