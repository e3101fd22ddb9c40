using System.IO.Compression;

namespace Airlock.Core.Tests.Models.Formats;

/// <summary>
/// Small HDF5 files, written by h5py 3.7 for these tests and compressed with gzip. The models in them have one Lambda layer, whose bytecode is
/// that of <c>lambda x: __import__("os").system("id") or x</c>.
/// </summary>
internal static class Hdf5Samples
{
    public static byte[] Keras => Unpack(
        "H4sIAAAAAAACA+2YT2/TMBTAnf5B0cRQJyGNcSHKCQkkWrpKgws4addkKV2zVrSAps5N07Q0TVaSUspUwbF8E45IfAmOfBS+wbATZ2siISG4TOCfFDt+79nPennPUvxJKe" +
        "9vbtzeAASeBxmQA+ucUzJCfBzpT2jP0X5F+8+pSJ4OdLeoPEfXF9LheEjlraNKhVifJ4j8KNfCngeM/xGlAhuk79BxlE/fUnG7ids37e7cHFlD31vLy6d/6HeL5msyr68D" +
        "heb3JriJszL0a7jOYGQR+Q4Hgpm5iz3wsTr5yl0mMxc8XKxOIr9faJ18z/5eneR2WJ2wOrmsk+g0/5GN2/UT57byl36b9cMyyeAo71bp+PrJPGZcDaryYY1bS5TY+YQ5Ew" +
        "0beV7XQRNTfCyITXM6Mx1/hGzxviCG5x2Wn4k2WphvPPz6Kjmlhia9PkqYD2aO4Y9ch0wQd+cVGOcZacqk2cu7uJU7UNGlmElVl04tPE/z1uSyBXX4S15CbUL003V/CpQG" +
        "UGpBeVxu+a7cKzYQnNhjTa8h2X40QO3CvFc8yHcKD5Dk1EtG8cjuNcfSQ2t/1wjXse5Z1h6WL1C75DTeumqj+m7Yax+MX7RKCzlwQuyk9yrZmwrh6+ZUf16vaFVfx4+hqX" +
        "1VUxEc53XXKUDXyUPXm5arEDaCOEAcO2dm22F7jAMZRa/rL06DGNthjJfL4+Uy9n3v3mA5zmAwGAwGg8FgMBgM8r+fDf/5uWgc3kByHBe7D4j6NNaT9y3hDsgEEgFs82D7" +
        "A9VnAR/oU6lUMIWn66U5bBiQSexgdaXikbzHuriQZTAYDAbjn+Ljk593XeuJBCAAAA==");

    public static byte[] KerasLatest => Unpack(
        "H4sIAAAAAAACA+2Vz2/SUBzAvwVckAyDC2bTmEh60mgiyDBsB81r2WhXHHQsY2oW8iilw5Z22CLDSfTqbd69evNgspNe/Qe86V/hybu+15YIi7vpweR9kvfN6/d9f78m77" +
        "VUWk8mriSi8ThM+BkSWwq+s6H+/du7V6tSaSuSkT9Gzel1mEoB7HCB2WponogA0VxagNjvkBPm7wFEIQlpethz2rrV1By70zXgMvEhwfwVBIxDhMgTzt/6+HqqhBvd4zdn" +
        "lBRZmO5lQlDU3DwNwrWPw5JBgr9G8dP5b1VRUv6cf26JZk4GLQ/1rrHvuZ9Dzx+Ndyt+M6Q0Lk065Agw1TIhmgbuYuYaHRshA4txWHxJdudIX9FEnOSMcRDeW2xS0gf47/" +
        "jy4vtXYDAYDMY/oyxWK/7bkpp9Z07CzRGvWdh1mzbu6fxqhq/r/YFue11s8bcyfPBmE/0Rb+GR/tQl28enXSq412rjU+adga15XcemDvzycA3N8oCKEhXFrEOkuIskVZgx" +
        "KavCgUH8FHdKLxpIRWfyCCk9et6fzichoYOEbSSapW3PEVv5GkY9y1TUChatlQ5u5Iat/EZ2N3cbC/ZmQctvWa26Kdwx1pe1II5x0zCKRD/CjYJde+bItfLhfquxYT7cLo" +
        "xEPwm1E57LtDYZoSf1vrqzuaaUPZUsTZHbsiJjZGZVx84hx84ix+2XygjV/DkgMjt7YFmB3CODnEyv6Y0O/BlbwYzH473xeOZ+r19g/ziDwWAwGAwGg8FgMCiv7v8CrJ59" +
        "+wQYAAA=");

    public static byte[] KerasFixedText => Unpack(
        "H4sIAAAAAAACA+1SzU7CQBAuogkxmmi8GE+kV00EkUS9TUuFWjWtEEGNwW0pFbvdFVtENNz1Tbz7Ej6Gb6K77RKBxJs3/ZLO7H7zt/k6L5XS/uL82rzEkclIs9KSNI5Pge" +
        "zc5H0UvxI+Jfyz8K8zIz4dx1YFvyT6Z9OCEHm1E00b7z895x9/GxUNTO4b4p4R/n1mMm+0h+YvzV0W+zq91wvSRyqZt8jekpEC2nJx06Gk3fE4v8Kib6nv9zzJDkZh2CQo" +
        "cOW9rFx1uz2XRB2E5Y2snNQx/knGaODehex4MV1yiAK7habS2z3iRB1KeIG83ddgEkfclLjZyVFm1QZULGUipWwptx6rM8IxXvXAgh9xDkbA493xeRVQ2qDUQPVLtYiqds" +
        "FEEGDfsA6RinfbqJ7v24WDXCO/iRRyXHQKJ9iu+sqWt7/tJH28dc/bYfwA1YvEvKe6WX64tusH/lmtOFDjITxPedT523SAm2rXOj3WjHJksc8x9JZu6Aj8nEVJHijJAQ27" +
        "pTKAGesATDvSwzixl0zIkXrNaHAba4wTjYfDy+Ew/m9fujj5ziAFAAA=");

    public static byte[] KerasUserBlock => Unpack(
        "H4sIAAAAAAACA+2YUY/SQBCA2wKmuXiGS0zO80XSJxNNBDmS0xfdFo72ihw9iKDmgkspBSntYYuIF6KP+E98NPFP+OhP8R+c3XZ7R5uYGH25ePMl3enOzu5spjObdBkGuM" +
        "p8lsv7mxu3N4IOzzNpJhsOcKE4o6SFeD+a/5pKlsoVlV+4SJ8Kxm5RfZaun0uF/SHVt44qFWJ9liDyI18LJQ+f7EoiV1CDyA7tR/n0nYvbTZy+YXXnxsgceu5aXj79S79b" +
        "NF+TeX2dkWl+bzI3/awM/eqOPRiZRL/DMsHM7Pke+FidfGMvkpkNHjZWJ5Hfr7ROfmT+rE6yO1AnUCcXdUJPc+ZnJm7XT5zb8j/6bdYPyySDo7xbpeLrJ/MYuBxUpcMau5" +
        "YosfPJ51TQLey6XRtPDOFxTmga05lheyNsCfdzQnje+fpTwcIL463rv75KTqnhSa+PE+aDma17I8cmE4TdeQXFeUaaMmn28o7fSh0ka2LMpKqJJ6Y/T3XX9JKJNPRbXiJ1" +
        "Qsan6/5kJA6Q2ELSuNzyHKlXbGA0scaqVsOS9WiA24V5r3iQ7xQeYNGul/TikdVrjsWH5v6uHq5j3jPNPV+/wO2S3XjnKI3q+2GvfTB+0SotpMAJsRM/KGRvCkJvmlPteb" +
        "2iVj3Nf3RV6SuqgtE4rzl2ATl2HjnutFxFqBHEAfmxs2eWFbbHfiCj6HW9xUkQYyuM8XJ5vFzGvu/dG5DjAAAAAAAAAAAAAPnfz4T//GzUD28gWZaN3QdEMuWPk/et3B0m" +
        "HWhyzDbPbH+k4xmGD8Y5jgum8HS9FOsbBqQTO1hdqngk77HOL2QBAAAA4L/i05Nff8NVpgQiAAA=");

    public static byte[] KerasManyAttributes => Unpack(
        "H4sIAAAAAAACA+2Yy2sTQRzHf5tEDcFKLD5aW7FGCoUKJk2itWBhNmnetnlpW6WEzdOYzW5jkraxBAqCaL0UFE9CEQ9VEAQfoKAnxUov4p8gKngQBL14ss7uZru7XQQPPX" +
        "iYD+zM7vc7M7/hN5McftcDXl+b5YDFaDaDzHoL6Ja+7S3954+3H8YC3rjhcPCFsaR+hihDu3qmjMUAFMDedjABXKWkVToMreVMFBAAZj6vdfvigSgIB2AAK+jOYaWVseGN" +
        "zG3qW1j+MaJJNVM6gz6h75C1T71P79LJgBfvCEfcjZVs35JBjiFHuVK/GfIl8CiQ90eBtlfiRWEOx5CdpVb0LtD2jwYeX6OTER+O+1H4PiikAOD7/ugRvIIi3Amtu6GsEh" +
        "4W66fAqRJuH7p1BlZUwpe1X03oEsIPS8JX0/IC7FONuPdq4SX8VgnPb7x/B4sqYbWz/xu8UQnPlh6sw2ptmdzhrcOXSIxsXHQK36xJ8c6MVV+nSHIIhC3G7xmLiL8wq/a/" +
        "+0nrZd6WYZlqNcUx5ZxtqMeWyFXqOa5WZFjb0R5bhufyxQLW520s08hdquLX85unRJhyOstsGp6vc5lakeeECTbX7AjSclpovEIzaOdx65lAgRitGeKP0dMFPC9cVemeAo" +
        "qhv3IOhcuCX1HHCyA6j+gk8pS8yRrvSTujDCqzpXAswnjYk3lm3DGbdobsE45jDM2NujPOOJtOlOiBgs+VkdYp9BcKg1hvMONuLjrDB6P+uQvp8VBpMulueMQgwjj6clDY" +
        "WxChi4lK7OzoSNhfi+EnEw5mg+Egg0r2GM85EM/ZEV+teP0IRcU8IJw7rs6yUjuFEylnL1VrTIs5ZqUcN5tTzabmfPt2kTtOIBAIBAKBQCAQCAQAX8BLb5TmRe67eheNYI" +
        "SdQpGYsYPVLFcFxHIwgGI6dCalmAM606CYTp1pVEyXzjQppltnblPM4zpzu2Ke0Jk7FHNQZ5qN0AZ7BLPMZ3NsSipeQCcl1UqsoB0uFkzM2iIKgfCf8wf8AgznABwAAA==");

    public static byte[] KerasHugeAttribute => Unpack(
        "H4sIAAAAAAACA+1aS2gTURS9k0QN0WqtVVtbUeNCsQWTptFasOVN0nya2iZNtB8pdfJpjJnMtE36swSLi4C6KSLSRcGFoAhuXLQoKAiKihu3bgUFF35AXOjG+mYmk0ybdq" +
        "ErK/eE917mnvs+uefODLy8Kx6nq8y0x6Q3GkHFUh45i3Kdb6DvyIv5Lo+zW3fA+0if1JZmRleh7anCpAMGYGcFGAByjDJKlS4/nIEBBMD4+9e1rm6PHyQBdFAOoMZl1qC0" +
        "d/IRaylEbkWbhynf5iqVdq34GjQ9FZ/DtM3Vq7Z9l97WsCGPk66IzridWqKHZ/Nzb6YfBf38XKsrSL0K62Ng9XkN4IdJOofKLG5U7DWwvL1u/TbHhjpcdN530vVeKaEAvu" +
        "72H6QjFA3z7Ut2SGkM9xNjJ8GmMdzcd+M03NUYPrz+kS1nCvkN8NFwawZ2aTxuP5l5DL80hofX3ryCqxrDy+q6T1AjDdKaX5jp+xd4rvFYmL239CzovopJ/deQ846R8q5K" +
        "zrtFg5pTqnoPPp9rkbOEAePq+f7iZ8UhjOT/DFcw2FZ4HDL0+dMva/9UZ1zA4PwR9FBGbyN6k6XEaIwfjIjCUCIOO2g4o5XS6whg2hzhuXR6UOBSMXPzfnMwNjIWEzIJjj" +
        "fX7zcrHah92sxzU7HRNP16dmWXDi4VjnIr3IfGhEgmIQpSB3PjRBtZjlNS5ZSqJotIa0cv8QTYZS7uADscp/18aY3dEScBsib6iS8l8SPa+TyEHSJsiDiSzlBGdIRtfo6k" +
        "+KQv0ME5+BNDXI91Imxrt/Raj3Ks0GmP2Lr5cDDJNsRdjRFlnHhdPN5E7VNcj13wj4tev3vyfLinPdkXsk855EkkP/aiV1qbl5ALwZHAmc42nzsToCXi80a9Pi9HkpaAKF" +
        "iJKFiImB5xugnxy3EgNHbCGM8r9QANpBq9wczUsBxjXolxNjuQzaJkKBlKhpKhZCgZSoaSoWQoGUqGkqFkKBlKhpKhZCjZPyWZ29HVIe/glq/+T1LDil3Lt9tw5xaBQCAQ" +
        "CAQCgUAgEIj1BpfHyRYOCMvgLlc16kEPW6SzSZwFyo3qboB8KFU6uKSS1hKSKZINJaSuSNpKSH2RbCwhDUXSXkJuKJLHSsiNRfJ4CbmpSDaVkEY9bIVKiUzGRrn04HhsNJ" +
        "0QBahmlM0SqSz76bTkapUY4vlqxPrAb2qNo3WGMAAA");

    public static byte[] KerasSharedType => Unpack(
        "H4sIAAAAAAACA+2UzW7TQBDH106RoqhF5QY9RT4hgURCGilwW3/Udh1Su4lIAFVh7TgmeL1usNMSqtzhDXgE7rwEb1XWX2Bb4gJH9md5xzue2bH+O94vmnxy0DpqgYRmE+" +
        "yBQ1DmNgfcr81z3uaWy+3n3H7jC38jfZen09Wz9b/uZfNZ7p+cK0oSfVujqGM2MtsEjP8RTYFmuV+KLv3BV+PiWj9q/1iXo1dSop3PG7ST71D7gOPSbzj8VSvrzPHoTE5y" +
        "ij5tN9je/Q338h2unyf7YJBanjsALapyEC5cPHdCslx5gOcLuYvt/879PjM4piqDUUWVzoZc6UCt/DiUG8HBKIrmBAWu8LwtjN31xiXxCmHhcVvI/jvqvxEw2rofIvr4pp" +
        "4yRIG9QLXw5YY48SokSYJwfK3AKi+SQU6GQSekozSDmiVWQlRLvPRonhGV/JIHLfhHXkMjSN6vy/U0KC6hOIGSL0/iULJ7JoIB9g1riCT8bImm3Wu7d9qZdZ8gkYz6Tu8c" +
        "22NffOqdHDvZOt4jzxtQ/xZN+8S8CnVT/fjOnp76ryb9rZQWSeLET3rybTqE78dr6+VIMdTYordj6Avd0BH0O1ZIujAkHRhGa1mF0Ex1gFQ7ssE4Gy+okIV683h7mWqMM4" +
        "13u4vdrrK/D++yHmcwGAwGg8FgMBgMBgA/AX75RpsAGAAA");

    public static byte[] TrackedLinks => Unpack(
        "H4sIAAAAAAACA+1dC1BU1xk+y90FwqrgA1+IoBgiYnDfQHxEWEAwRgmSgfExWIVCC+IY8ZWaWrMarKhpRmpmo2OqOL4gIRobYtv04Y5TOxunMzWdacROOyFm0mE6E8d08u" +
        "hMLXvu/58DzNjp7Ck9Tfp/M8y938fZ/S/3fHf3O8vZc79fWlQyOmFqAosgPp5ZWRIbjPuA9J8P5fj7dbC1wHY/bM/FoG7hv5sM+lh4/uHtKiuKiyOt7w8D1kmxmtt4Rvh/" +
        "RGlxQXlkWw0c/XQ9Zmi7jZtq65pqttd9q76hZcsgXy6Osu6K0qKKmLllV4zGwT9/jpnJf2sshGYd082tN83croZtQgwcwYWv1ul+88qxtSuXryiKXLx4yaUbZMNo8KCXwD" +
        "abyTvjBr8Esge+BBLoJXDwSyBel+G44X4zUT7C/n0CDqAxgfxLiN6/bQl6/Gu3mzx7NPmXEL1/nxitx79hqNufSP4lRO9fe5Ie/7ZB3c5x5F+CQv4dpyn/jof8m0z+JSjk" +
        "32RN+Xci5N/J5F+CQv6drMe/NzNMfu/hKP0/BfyfQv4nKPg/RY//GzPh/WN2lP6fBv6fTv4nKPh/+sj6v6SitJxFPuOOGfy/aXRnLfwDcE/asMOKHbpd+G9Ws0bqDPlL0g" +
        "e2/e+gsvzOWxcKK0uLmC3Szj6g1M72H8LfYpUZL7zcy1vFRlolmq0ahrdatKW4umTlQCu2ExRj2FYeVTnbMXAkeEyhHlPHSx+3Hz7X6i+sXFbCbLtmDTxHwYA0kdUGPrew" +
        "7pjIbvNr0w2WzNWuF+1WFuC7vYcWjmFBa2T3nazlY1ifEdk98PK9MayKN0h3JSSyu7zBk09WJ7Gtlsju7fbDE1icLbJbFTclhRXwBkkNqZmsjTfodK2ewwJctVyunMd6zI" +
        "e9nedmG/nzvpJR42W9vMH1zE/zWDI/yIp3Dy1iQXP3rXN+lsof9s2mQDFr40e25j1bOavhu7+cG1vNCnjbC8GCatbLn3frvjeaWBl/2Pn3Pc0sjrcNJr69jZ3k6toP23ey" +
        "a7zwmktNz7EbvEHgj0nfZan8D9p96HqAbeQNWube2s9q+MPudR2v/p+/Tnn/xwpq9jZelCybU2Fx0yHCbmZ3W5GavWRDarpFPHWQU/Hfp25OxQSNa5w+hNTsGPFR/11O7U" +
        "jj+OkdhdTscfG5qpvTMUjNjk1EanaNeGkwvTkWqelE8RGB2f3jkZqOnID0BqdiPNbH6URxJrnNJokzyakIv6YJp4gzyelUcSY5FUkhwOk0cSY5PVG/tPc/0P/0Pk6I5n18" +
        "fObIvo+TLwnR+LJztp7xVXYW5Nts8i8hev82Zuvxbz/UteeQfwnR+zc7R49/O6Fu2EH+JUTv336HHv82OmEE6ib/EhTyr1tT/vVA/vWRfwkK+denKf9CXXs++ZegkH/zNe" +
        "VfqBueT/4lKOTf+Zry7wLIv4vIvwSF/LtIU/59HPJvAfmXoJB/CzTlX6hrLyL/EhTyb5Gm/At1wyXkX4JC/i3RlH+XQP4tI/8SFPJvmab8uxTy7zLyL0Eh/y7TlH+hrn0F" +
        "+ZegkH9XaMq/UDf8FPmXoJB/n9KUfysg/1aSfwkK+bdSU/59GvJvFfmXoJB/qzTlX6hrX0X+JSjk31Wa8i/UDa8h/xIU8u8aTfl3LeTfGvIvQSH/1mjKv+sg/64n/xIU8u" +
        "96TfkX6trryL8Ehfxbpyn/Qt1wPfmXoJB/60fWv4WVZctZbCpSc6GhmzNMlur/trmT9j3HX1dTJ30NYa43JBYBu8b7H1fjYr2cpiO9y+kMpObCTDORpnKagdTN6SykZZyK" +
        "1R7NBaDEoiVbOX0EqblSlFg64iSnWUh7OJ2D1Fz+SXxP31z/ai7SZL4M1KNIszkVX4o2V72ah7SKU/GVU3MJKSdSczEsF1JzzS3x/b5uTj3iTHLqFWeSU/FlKnM5rlxxJv" +
        "myVXniTHIqvrni5vQxcSY5Fd8LqOF0gTiTtsiiZ9tyb7WojX+boCea6f2LoDD+bdY0/t0E49/N5F+Cwvh3s6bxL9S1t5B/CQrj3xZN41+oG95G/iUojH+36fFv43bIvzvJ" +
        "vwSF/LtTU/59FvLvLvIvQSH/7tKUf6GufTf5l6CQf3dryr9QN7yH/EtQyL97NOXf5yH/7iX/EhTy715N+Xcf5N9W8i9BIf+2asq/UNd+gPxLUMi/BzTlX6gbPkj+JSjk34" +
        "Mj618+/8nWmdh8GGao3ITJL2n+F82d1OKOsQHqoK8pzPvtZd24fQwm/7T/ftKP4OZorzcsPgXzhz6dcvoUzMNpDd45BTcIW9cw4QzMcxr33so34K5pKVfbLsKsnA2H3T0w" +
        "a2p2+HgP3Cntb78u/BXMePJ/x3kVJk79dmv9uzDh6rPmlhtw/7JzW1t/B/OfTmfE34RZRh/fb7kFN1bz/eD923BfuPKPG/4E9yrbv6jtDtym7Sff+OQOTJlq+kXvR3Cnt5" +
        "8d+PwjmEn0m9pn+mFe1MFLW+7CfdT+ctX2GdzprL72lS9hZtjZfV1fwhSjP0z94O9wG7XgpJKvav8/cPz7Eox/j9D7F0Fh/HtE0/i3Hca/R8m/BIXx71FN41+oaw+SfwkK" +
        "49+gpvEv1A0fI/8SFMa/x/T4t/E45N8T5F+CQv49oSn/vgr59yT5l6CQf09qyr9Q136a/EtQyL+nNeVfqBs+Q/4lKOTfM5ry71nIv+fJvwSF/HteU/69APm3i/xLUMi/XZ" +
        "ryL9S1d5N/CQr5t1tT/oW64YvkX4JC/r2oKf9egvx7mfxLUMi/lzXl3x9D/u0h/xIU8m/PyPq3ZOXKYrYH5pzGxDH2RaTCF0akVCNjP7QN7Cw5ciK9pLSokHXgOm1WxvY6" +
        "lsdZrLjMmVHr8YTgKwMW66NS9QYOoJojVZ//JVTnSTXXaEfVIdW80FFUnVLNDwRRdQnV6/AfR9UtVafxKqoeqbpCJ1H1StUdOI2qT6oe/1lUc6XqNS6gmidVX6gL1Xyp5g" +
        "a6UX1Mqnn+S6jOl2q+AS8ellGLcV01y46xjOXkzNtSt+GZupacBi+bt+O/6c+h/R/D2Aevf9JqsU4UR+1y+Zfg3zJJqm5jKaqTpeoJLUN1ilS9gRWoTpWqz1+BaopUc42n" +
        "UZ0m1bxQFaqpUs0PrEJ1ulDdDv9aVNOk6jTWoZouVVdoPaozpOoO1KE6U6oefxOqGVL1GptQnSVVX2gzqg9LNTfQgmqmVPP821F9RKr5xrOozpZXhyO0C9UsqToDu1GdI1" +
        "WX/3lUs6XqNvb9i/4fQCjzH8kWKxOPcDg22PB5LFJ1ZsSjGiNVV18CqoZU3R2jUbVK1bMhCVWbVL0Z41GNlaqvLxnVOKnm9k1GNV6qeX0pqD4k1fwO0TZBqE5Hh2hrl6rT" +
        "yEJ1lFRdoWxUR0vVHchBdYxUPX4nqolS9RoeVJOk6gv5UB0r1dxAPqrjpJrnX4DqeKnmG4+jOkFeHY5QAarJUnUGiob1f9nQ/u//KWyvwBbeqDDYXE0Ltv8TJm9B1SC+AA" +
        "A=");

    public static byte[] ExternalLink => Unpack(
        "H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwo6mFH5MPkEKM0IpTug9AommDgrWE4CKi4ANV8Bal4GVDwkyNUV2Xx0e0bByAYero4BIDoCyueA0ieYUNXB0mEAle" +
        "xlgqdc7CmTC+gSRiT1bFD1jBwOjIm8DAz5JRmpRXoZpgz6FVB5Aag8I2MxE4N+IVQfABoyW/GIAwAA");

    public static byte[] ExternalData => Unpack(
        "H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwo2sKLyYfIJUJoRSndA6RVMMHFGsJwEVFwQaj66upAgV1eQ6v9oAGZPBguE5mAYBSMReLg6BoDoCCgflkpPMKGqS0" +
        "FLjx4U2svIwAYxixHGh6RkRkaIADRZwmlmoMsYoe5jREqxrEAaxGdiYgILszNogPmM0DxigCN9w8zlgNrLzAjLGSxoKhPoGg8SaOEcgOYc/dSSZP2M/OKSvMTcVCA/2M/f" +
        "BeRPmP8UmEfTNDkAAGLUjU2wBQAA");

    public static byte[] VirtualData => Unpack(
        "H4sIAAAAAAACA+3VOwrCQBAG4H93fYQQH0gKsVIbO7HxAGLQCELASrG1EOwlVwh4AC/gIQKChcfwDl5Bk5iFRSxFEP4PlmVmZ5Nhm4l8b1KxW7ayLGiPHJqveJDnR1FUDn" +
        "xvIduzWO3MFcqGeVGzJQRQcpBsYn/V3/fxNaule8ha6ry3BCFcQAohCnmt3pUDUUfaU8pCMelS2VY1qVDIXyE7O+Ov9W6XGERERJ9Mx8E8G3Z1Y/AlPF2gE2F/O8QGykil" +
        "pBHroarjtPa0vnfN/x1rfHMiIiIiIiKiX3sCrhXazgAYAAA=");

    public static byte[] Plain => Unpack(
        "H4sIAAAAAAACA+1bPW/TYBB+7WBqQhCuCCQtiIaPQviU0890QUE0kKGiEXTIyIIoEkIdMngjo9kYMzJm7NifkJGxY8f+hG7Fjp9LfJbqWoigmNzTSk/v9TmuH9+dcqfX3x" +
        "ubr69k57PKh2mqC8pSYZwCzgtu0/EPYA3sgns6rc8MjhWxbuHze8/4+Tvv6nXf+zQCus6RQecLphGN+sumzy3YFE99nft9ssEVHpe1P7yuNvgZXW8WEdjIBPauEY5f/cz4" +
        "rZq4D7IfBlyWRztV8bsPm+LYfcDrook6u4fjOWUjDnWV96rzR4rD0oJn+SipgqkK37CuD35HeP92e9M/F+GnShmeF9E4pvrameV+Pdj9a9P5/DRlBFpoZAcVQdOCBcgYYm" +
        "vgannCm6EKZHiWv67r+uBEE5+T0TqXeGUj/JhIPYK4MoZxVZ6J97epbi/E+1WJ78T7UT1v3Tsn78DO4qTH1zB/Zf0/XBcIBAKBIEl/Gf2+fV5/2bzOv+/UHkt/Kf2l1z08" +
        "Sntf1E11X1TLJ+uLyqVkfVHjbrK+aPd+sr6oM6EFYvxxtZ+quBq/Hn3Rg+lxJHowPU5ED6aHlRU9wnqURQ+mR030YHq0RA+mx57owfRwRQ+mx0/Rg+lxIHowPX6JHkyPY9" +
        "GD6aEup0kPgoOBiLMEXgGvgTEIcSo2eAm8Al4DV1VI3uE87G/PeZqw3Sfx/rSvonsj3o+e1kEx3o/GRYfz8X403jm5Na1znmI68wD715xl8Cp4HbxBfhXwMngVvA7e+Kd5" +
        "0H2aLA96hWR50J9LlgfHN5PlgXl7WvPATlUejF+PRqr0oP2BLvbpUb7lcJ+auqjy3t21P7e/+HsE5zydLORboJjJ6oDP5vPR329ebW9poQQN+/loR/6fw6tKIBAIBAKBQC" +
        "AQCAQCQcpA+46j72/nMGnw3yHMqaL6iuPROctZcxlC9L2Y35TnQnB4PgAA");

    public static byte[] PlainLatest => Unpack(
        "H4sIAAAAAAACA+v0cHHj5ZLiYubgYICB/1DwwhLCN4CKf7i+84y/h0sQk4LnTuZsZFzBJISsEQa4mBgYGRjYeBmAFFO6wWGoOTABwyQmiICoEAMLpm4BAQYGVXaIio0wt/" +
        "EwoID3zydp43ASxHKIw/bIQJT7yUL1RTDQDKRoxd0GO4mRgZFRBOgCRkZGZqgcnOZhYBQABjgkzB0YWIFuZebiALqVhREqyCABM3AHw5AFzusDVYiInksKEOUVUrSPnj+z" +
        "aiooiR6JYRQ9RYGfaykJC4NhFBa7V1g+pyQsPIZRWHCyvq+mJCwShlFYxKZuEPV39vDmMQf5nY1BBFRVlWSW5KQySDIyMgDrKDBmBCvmYGCCss+pQrSD2DzKIK1MEK2pDI" +
        "IK8iAGECgwiHMwiNcDWUBtTDzOEGU8QIUMeQzIgYstAmCAEUpD61KGK3PN3rgFB7sylEArO8YURoY5IMbijZMe4fImuimj4sNLfBSMglEwCkbBKEAGlDTzKoZRM8/OqKSS" +
        "krCYMIzCIki4aSslYbFiGIVFe2caMyVhcWAYhcX3l9csKAmLG8MoLK7o2IpREhYfhlFYnDp+lpOSsODgHD5hce+PWTQlYaEwjMJC4cfKaZSEhcUwCovpyTmFlIRFwDAKiw" +
        "vNkblOIR4uDKygYQpuoEiKxjZFiBwXEEJARuX8l5S3UTOGUbgtVF4mRElYNAyjsBCdoLDaLcgjgIEdPNglgJCBTR+mQIfCYMOg8CExtKExLiJtZEHSCTFaAUi/MIeJ5QrU" +
        "xaGn6mOy6Kl6atMdLrdgoCoGmPsYGVBphH0BDBVAO2Ay16BTobA5Mhgtc2Eml1OIjxsD67udR5kZUoBCfAyM5yPkGPSBTF6G3vtTlBiUwMyUzINaDH1gBSmBh20YbMCid5" +
        "jlghkawKI8+Um5DKJg0cW2EpsYwsCiXo5X7zMUgZkGWh2/GDzBCuQMQhlH+89Dvxc/YxiVCokHzV2JKxVSFGlaKpjCxMLunl5IXn4/Z4o9v6dLaYVC8nuAkT8jNJNPLhJh" +
        "h+bhWWzmXNBSoCftkxg0D++v3qgKze839UQToQXCdrVV3dDs7N5w8y20bJBTXvcOmt9jDjb/hRYI2fXOPqM5bejn9w3DKL9vznBdRUlYnBhGYRF+95eou7O/D7j0EMBe1p" +
        "Sg6bnBP5qXRsEoGAWjYBSMglEwCkbBKBgFo2AUjIKhBsDrvmFDm/B1380v3+xz83Bxgu+zAYFp9+5IMTIwVRh+ZYKNETBVGPOyIjimiFEEpgpzCSEEx9JABMZhrjA09BBD" +
        "4hknSCDxTJdIIfHMj8kj8SwPqYzGGN1SBij+YdvgQMBmisVlUFwahDEiItaIkQXBMZFkQ3DMeAQRHAsVYaR4NLARReIZhYgj8UxyJJF4ZhukkXgW25RH44VeAAClfYm56D" +
        "kAAA==");

    private static byte[] Unpack(string packed)
    {
        using var stream = new GZipStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
