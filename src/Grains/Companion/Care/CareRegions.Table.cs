namespace XelaConnect.Grains.Companion.Care;

internal static partial class CareRegions
{
    // Country, then its time zones without the continent where that is unambiguous; only zones of one country.
    private const string Zones = """
        US New_York Chicago Denver Los_Angeles Phoenix Anchorage Honolulu Detroit Boise Indianapolis Indiana/Indianapolis Kentucky/Louisville Juneau
        CA Toronto Vancouver Montreal Edmonton Winnipeg Halifax St_Johns Regina Moncton Calgary
        GB London Belfast
        IE Dublin
        ES Madrid Canary Ceuta
        FR Paris
        DE Berlin Busingen
        AT Vienna
        CH Zurich
        PT Lisbon Azores Madeira
        BR Sao_Paulo Bahia Fortaleza Recife Manaus Belem Cuiaba Campo_Grande Maceio Araguaina Porto_Velho Rio_Branco Boa_Vista Santarem Noronha
        MX Mexico_City Monterrey Tijuana Cancun Merida Chihuahua Hermosillo Mazatlan Ciudad_Juarez Matamoros
        AR Buenos_Aires Argentina/Buenos_Aires Argentina/Cordoba Argentina/Mendoza Argentina/Salta Argentina/Tucuman
        CO Bogota
        CL Santiago Punta_Arenas
        PE Lima
        UY Montevideo
        EC Guayaquil
        CR Costa_Rica
        PA Panama
        AU Sydney Melbourne Brisbane Perth Adelaide Hobart Darwin
        NZ Auckland
        IN Kolkata Calcutta
        ZA Johannesburg
        NL Amsterdam
        BE Brussels
        LU Luxembourg
        IT Rome
        SE Stockholm
        NO Oslo
        DK Copenhagen
        FI Helsinki
        IS Reykjavik
        PL Warsaw
        CZ Prague
        SK Bratislava
        HU Budapest
        GR Athens
        RO Bucharest
        BG Sofia
        HR Zagreb
        SI Ljubljana
        EE Tallinn
        LV Riga
        LT Vilnius
        CY Nicosia
        MT Malta
        UA Kyiv Kiev
        TR Istanbul
        IL Jerusalem Tel_Aviv
        JP Tokyo
        KR Seoul
        SG Singapore
        HK Hong_Kong
        TW Taipei
        PH Manila
        MY Kuala_Lumpur Kuching
        """;

    // Country, then its names, states and well-known cities, in small letters without marks, each ended by a semicolon.
    private const string Places = """
        US united states;united states of america;usa;us;u s a;texas;tx;california;new york;ny;nyc;florida;fl;illinois;il;ohio;washington dc;massachusetts;oregon;arizona;az;colorado;michigan;mi;new jersey;nj;pennsylvania;north carolina;nc;virginia;new york city;los angeles;chicago;houston;seattle;boston;san francisco;austin;denver;miami;san diego;dallas;atlanta;philadelphia;phoenix;minnesota;mn;wisconsin;wi;tennessee;tn;utah;ut;nevada;nv;oklahoma;wa
        CA canada;ontario;quebec;british columbia;bc;alberta;toronto;montreal;vancouver;ottawa;calgary;edmonton;winnipeg;nova scotia
        GB united kingdom;uk;england;scotland;wales;northern ireland;great britain;london;manchester;edinburgh;glasgow;leeds;liverpool;bristol;belfast;cardiff;sheffield
        IE ireland;eire;dublin;cork;galway;limerick
        ES spain;espana;espagne;spanien;madrid;barcelona;sevilla;seville;bilbao;malaga;zaragoza
        FR france;frankreich;francia;paris;lyon;marseille;toulouse;bordeaux;nantes;lille;nice;strasbourg;rennes
        DE germany;deutschland;alemania;allemagne;berlin;hamburg;munich;munchen;koln;cologne;frankfurt;stuttgart;leipzig;dresden;dusseldorf;hannover
        AT austria;osterreich;wien;graz;salzburg;innsbruck;linz
        CH switzerland;schweiz;suisse;svizzera;zurich;geneva;geneve;basel;bern;lausanne
        PT portugal;lisboa;lisbon;porto;coimbra;braga
        BR brazil;brasil;sao paulo;rio de janeiro;belo horizonte;brasilia;curitiba;porto alegre;recife;fortaleza;florianopolis
        MX mexico;ciudad de mexico;cdmx;mexico city;guadalajara;monterrey;puebla;tijuana;cancun
        AR argentina;buenos aires;rosario;mendoza
        CO colombia;bogota;medellin;cali;barranquilla
        CL chile;valparaiso
        PE peru;lima;arequipa
        UY uruguay;montevideo
        EC ecuador;quito;guayaquil
        CR costa rica
        PA panama
        AU australia;sydney;melbourne;brisbane;perth;adelaide;nsw;queensland;victoria australia;canberra
        NZ new zealand;aotearoa;auckland;christchurch;wellington
        IN india;mumbai;delhi;new delhi;bengaluru;bangalore;kolkata;chennai;pune
        ZA south africa;johannesburg;cape town;durban;pretoria
        NL netherlands;the netherlands;nederland;holland;amsterdam;rotterdam;utrecht;the hague;den haag
        BE belgium;belgie;belgique;brussels;bruxelles;brussel;antwerp;antwerpen;gent;ghent
        LU luxembourg
        IT italy;italia;italie;rome;roma;milan;milano;naples;napoli;torino;turin;florence;firenze
        SE sweden;sverige;stockholm;gothenburg;goteborg;malmo
        NO norway;norge;oslo;bergen
        DK denmark;danmark;copenhagen;kobenhavn;aarhus
        FI finland;suomi;helsinki;tampere
        IS iceland;island;reykjavik
        PL poland;polska;warsaw;warszawa;krakow
        CZ czechia;czech republic;prague;praha;brno
        SK slovakia;bratislava
        HU hungary;budapest
        GR greece;athens;thessaloniki
        RO romania;bucharest
        BG bulgaria;sofia
        HR croatia;zagreb
        SI slovenia;ljubljana
        EE estonia;tallinn
        LV latvia;riga
        LT lithuania;vilnius
        CY cyprus
        MT malta
        UA ukraine;kyiv;lviv;odesa
        TR turkey;turkiye;istanbul;ankara
        IL israel;tel aviv;jerusalem
        JP japan;tokyo;osaka;kyoto
        KR south korea;korea;seoul;busan
        SG singapore
        HK hong kong
        TW taiwan;taipei
        PH philippines;manila;cebu
        MY malaysia;kuala lumpur
        """;
}
