namespace XelaConnect.Grains.Companion.Care.Phrases;

/// <summary>French. A letter before an apostrophe is a word of its own: "j'ai" is written j ai.</summary>
internal static class French
{
    public const string Text = """
        [self]
        je j
        [core]
        mourir suicider suicide tuer vivre crever mort morte desvivre envie
        [exact]
        court courir nourrir pourrir ouvrir mourra vider guider boire suivre livre livres ivre rendre tendre vendre prendre perdre fendre
        [short]
        jai = j ai; jveux jveu = je veux; jvais = je vais; jme = je me; jen = j en; nai = n ai; jaimerais = j aimerais; jsuis chuis = je suis; jpeux = je peux; jpense = je pense
        quil = qu il; quelle = qu elle; naitre = naitre; veu veut = veux; vai = vais; envi = envie; mourire mourrire = mourir; seraient serai serais = serait; mieu = mieux; pu = plus; jarrive = j arrive; sest = s est; sarrete = s arrete; cest = c est; dune = d une
        jte = je te; ptetre = peut etre; tt = tout; bcp = beaucoup; moin = moins; pk = pourquoi; iraient = irait; jaurais = j aurais; daccord = d accord
        [sets]
        deed = mourir|crever | me (tuer|suicider|pendre|scarifier|foutre en l air|tailler|faire du mal) | mettre fin a (mes jours|ma vie) | en finir | suicide | ne plus vivre | me ~1 mal
        other = il|elle|ami|amie|amis|copain|copine|frere|soeur|fils|fille|mere|pere|maman|papa|mari|femme|ex|cousin|cousine|collegue|quelqu|voisin|voisine|compagnon|compagne|conjoint|pote|eleve|enfant|ado|neveu|niece|oncle|tante
        drug = medicaments|medocs|comprimes|cachets|somniferes|dolipranes|anxiolytiques|pilules|xanax|paracetamol|gelules|lexomil
        [explicit]
        (veux|voudrais|aimerais|envie|vais|souhaite|prefere|prefererais|pense|pensais|besoin|songe|prevu|decide|essaye|essayais|tente|voulais|merite|hate|devrais|pret|prete) ~2 (mourir|crever|me suicider|me tuer|me pendre|me scarifier|me taillader|me faire du mal|me foutre en l air|me noyer|me bruler|me blesser|me butter|me buter)
        me (suicider|pendre|scarifier|tuer)
        (mourir|crever) ~5 (je veux|je voudrais)
        je ~1 me (tue|suicide|pends|scarifie|taillade|mutile) ~1
        me (taillade|scarifie|mutile)
        (mettre|mets|mis) fin a (mes jours|ma vie)
        en finir ~1 (avec ~1 (vie|tout|existence) | pour de bon | ce soir)
        (veux|vais|envie|voudrais|besoin) ~1 en finir
        (pense|penses|pensais|pensees|idees|songe|penser) ~2 (au suicide | suicidaires|suicidaire|noires | a la mort | a mourir | a me)
        idees (suicidaires|noires)
        (suis|deviens|sens) ~1 suicidaire
        ^ suicide $
        (pris|avale|avalee|prends|prendre|gobe) ~2 (trop de|toute|tous|toutes|une boite|plein de|<many>|vingt|trente|quarante|dix|quinze|cinquante) ~5 <drug>
        (trop de|toute ~1 boite de|boite de) <drug>
        (overdose|surdose)
        me ~1 (coupe|tailles|ouvre|entaille|lacere|brule) (les bras|les veines|les cuisses|les poignets|le bras|les jambes|la peau)
        (ouvrir|couper|taillader|trancher) les (veines|poignets|bras)
        (recommence|recommencer|commence) a me (couper|scarifier|faire du mal)
        (ne)? (veux|voudrais|souhaite|aimerais) (plus|pas) (vivre|exister | etre en vie | etre vivant | etre vivante)
        (plus|pas) ~1 (envie|gout|force|gout) ~1 (de vivre|a la vie|de continuer a vivre|d exister)
        (aimerais|voudrais|veux|prefererais|prefere) ~1 etre (mort|morte)
        (prefere|prefererais|vaut mieux) (mourir|crever|etre mort|etre morte) 
        (sauter|jeter|jette|saute|jetterai) ~2 (du|d un|sous|par|dans|depuis) ~2 (pont|toit|balcon|fenetre|train|metro|immeuble|falaise|voie|rails|vide)
        (corde|couteau|lame|rasoir|arme|pistolet) ~4 (cou|poignet|poignets|tempe|veines|prete|tete)
        ! (peux pas | peux rien) (promettre|garantir|jurer) ~6 (mal|tuer|suicider|betise|conneries|vie|rien)
        ! (dis|disais) pas que ~3 (tuer|suicider) mais
        (me|m) (frappe|tape|bat|etrangle|viole|poignarde|etouffe|menace) ~4 (maintenant|moment|couteau|encore|tous|quand|peur|arme|pistolet|mort|la|tuer)
        (en train de) me (frapper|battre|etrangler|tuer|violer|tabasser)
        (dit|jure|menace|peur|promis|menacee) ~3 (qu|de|que|va) ~2 me (tue|tuer|tuera)
        me (tuer|tue) ~5 (couteau|arme|fusil|pistolet)
        (couteau|arme|fusil|pistolet) ~6 me ~1 (tuer|tue)
        (lettre|lettres|mot) d (adieu|adieux)
        (tentative|tentatives) de suicide
        (faire|fait|commettre) ~2 (tentative|ts|un suicide)
        [indirect]
        (tout le monde|monde|famille|enfants|ils|elles|vous|tous|parents|gens) ~2 (irait|serait|vivrait|sera|sont|irez|seriez|iront) ~2 (mieux|soulage|soulages|heureux|bien|tranquille) ~1 (sans moi | si je (disparaissais|mourais|n existais|n etais|partais|meurs))
        (mieux|heureux|tranquilles|soulages|soulage) sans moi
        (mieux|soulage|soulages) si j? je? ~1 (n etais|mourais|disparaissais|n existais|etais mort)
        (ne)? (veux|voudrais) (plus|pas) ~1 me reveiller
        (plus|pas|jamais) ~2 (me|m) (reveiller)
        (plus|aucune|pas|pas de|plus aucune) ~2 (raison|raisons|sens) ~1 (de vivre|a vivre|a ma vie|de continuer|pour vivre|d exister|de rester)
        (a quoi bon|pourquoi) ~1 (continuer a vivre|vivre|rester en vie|exister)
        (disparaitre|dormir) (pour toujours|a jamais|pour de bon|a tout jamais)
        (un|une|le) (poids|fardeau|charge) pour tout ~6 (mieux|sans moi|disparai|mort)
        (la|ma) vie ~2 (vaut|merite|a plus|n a) ~3 (peine|sens|coup)
        (fatigue|fatiguee|marre|lasse|las|epuise|epuisee|assez) ~1 de (vivre|la vie|exister|ma vie)
        (personne|nul|qui) ~2 (remarquerait|pleurerait|verrait|manquerais|regretterait|rendrait) ~3 si je? j? ~1 (mourais|disparaissais|meurs|n etais|etais)
        (jamais|pas) ~1 (naitre|nee|ne) $
        (prefere|voulu|voudrais|aurais) ~1 ne (jamais|pas) (naitre|etre nee|etre ne|exister)
        adieu (a tous|tout le monde|le monde|mes amis|monde|et pardon|pour toujours)
        (dire|dis|fais|faire) ~1 (adieu|adieux|mes adieux)
        (veux|voudrais|aimerais) ~1 que tout (s arrete|se termine|finisse|cesse)
        (peux|arrive|supporte) ~1 (plus|pas) ~1 (continuer|a continuer) ~1 (a vivre | comme ca | la vie | a exister)
        (peux|arrive|supporte) plus ~1 (vivre|la vie|de vivre|a vivre)
        (bientot|demain|apres) ~3 (ne)? (serai|serait) plus (la|ici|de ce monde)
        (seule|meilleure) (issue|solution|sortie) ~2 (mort|mourir|suicide)
        (donne|distribue) ~2 (toutes mes|mes) affaires ~6 (besoin|adieu|plus)
        (rejoindre|retrouver) ~3 (au ciel|la haut|dans la mort|au paradis)
        [coded]
        (envie|vais|veux) ~1 (d en|en) finir
        (me|m) (bute|buter|butter|desvivre|desvis|unalive|fume|flingue|flinguer)
        desvivre
        (envie|veux|voudrais) ~1 (de|d)? crever
        me foutre en l air
        [third]
        <other> ~5 (veut|veux|voulait|voudrait|envie|va|parle|menace|menacee|pense|pensait|essaye|essaie|tente|dit|ecrit|disait) ~4 (mourir|crever|suicider|suicide|pendre | se tuer | se suicider | mettre fin a (ses jours|sa vie) | en finir)
        (se|s) (suicider|scarifie|mutile|taillade|scarifier)
        (de|veut|va|veux|vouloir) se (tuer|pendre|suicider)
        mettre fin a (ses jours|sa vie)
        <other> ~5 (veut|veux|voulait|voudrait|envie) (plus|pas|plus de|pas de) ~1 (vivre|se reveiller|exister)
        <other> ~4 (idees|pensees) (suicidaires|noires)
        <other> ~4 (est|semble|parait|devient) suicidaire
        <other> ~4 (fait|fais|faire) ~1 (une)? tentative
        <other> ~4 (fait|fais|faire) ~1 (une)? tentative de suicide
        <other> ~3 (pris|avale) ~2 (trop de|toute|tous|plein de) ~3 <drug>
        (mieux) sans (lui|elle)
        [safe]
        (meurs|mourir|mort|morte|mourais|crever|creve|mourrai) (de|d) (faim|rire|soif|fatigue|envie|chaud|froid|honte|peur|ennui|sommeil|trouille|jalousie|curiosite|rires)
        a mourir de rire
        (ennui|rire|chaleur|beau|belle|chiant) a (mourir|crever)
        (va|vont|allait) me tuer (si|quand|car|parce|pour|mdr)
        (plutot mourir|prefere mourir|prefere crever) que de? (manger|porter|voir|ecouter|regarder)
        (ne|n|pas|jamais|sans) ~1 (veux|vais|suis|ai|pense|me|envie|voudrais|voulu|pensais|compte|souhaite)? ~1 (pas|jamais|plus|aucune|rien)? ~1 (envie|pas|jamais|me|suicidaire|pense|idee|de|intention|a|l intention de)? ~1 (de|d|a|me|au)? <deed>
        (veux|vais|ferai|ferais|compte|suis|voudrais|envie|pense) (pas|jamais) ~2 <deed>
        (veux|voudrais) plus (mourir | me tuer | me suicider | me faire)
        (pas|jamais) ~2 (suicidaire | idees suicidaires|noires)
        (plus|pas|jamais) ~1 d? (idees suicidaires|idees noires)
        (me|m) (ferais|ferai) ~1 (jamais|pas) ~1 mal
        (plus|pense plus) au suicide
        je? ne me (scarifie|coupe|mutile|taillade) (plus|pas)
        (suis|sens|deviens) ~1 (pas|jamais|plus) ~1 suicidaire
        ne? (veux|voudrais|souhaite) (plus|pas) vivre (a|au|en|avec|chez|ici|dans|seule|seul|ensemble|pres|sans toi)
        (avant|autrefois|a l epoque|il y a ~4 (ans|mois|annees)|adolescente|adolescent|plus jeune|en <number>) ~2 (je|j)? ~1 (voulais|ai|pensais|avais|etais|faisais|me) ~3 (scarifiais|scarifie|tentative|suicidaire|tentative de suicide|<deed>)
        (survecu|rescapee|rescape|survivante) ~3 (tentative|suicide) (de suicide)?
        tentative de suicide ~3 (en <number> | il y a)
        (voulais|pensais|essaye de) <deed> ~3 il y a ~3 (ans|annees|mois)
        (plus vivre|pas vivre) ~1 (a|au|en|avec|chez|ici|dans|seule|seul|ensemble|pres|comme mes|sans toi|la bas)
        (envie de vivre) (a|au|en|avec|chez|ici|dans|seule|seul|ensemble)
        (veux|voudrais|envie) ~3 me reveiller (tot|a|au|si|demain matin|avec|avant|pour|trop|en)
        (pas|plus) ~3 (me|te|le|la|les) reveiller (tot|a|au|si|demain|le bebe|les enfants|avec|avant|pour)
        (jamais|pas|plus) (te|le|la|les|vous) reveiller
        en finir avec (ce|cette|ces|le|la|les) (dossier|travail|projet|menage|paperasse|demenagement|these|cours|examens|rapport|corvee)
        (fatigue|marre|fatiguee) de vivre (a|au|en|avec|chez|ici|seul|seule|dans)
        (coupe|couper) les (cheveux|ongles)
        (sauter|saute) (du|d un) (plongeoir|lit|canape|bateau|muret|rocher)
        (prevention|taux|risque|thematique|theme|journee|ligne|association) ~3 suicide
        (documentaire|film|livre|roman|article|serie|reportage|emission|expose|cours|dissertation|podcast|etude|chanson|heroine|heros|personnage) -9 (suicide|suicider|suicidaire|suicidaires|mourir|overdose | se jette sous un train | se tuer | mettre fin a ses jours)
        (parler|parle|discuter|expliquer|aborder) ~2 (du|de|le) ~1 suicide ~1 (avec|aux|a|dans)
        (s est|s etait) (suicide|suicidee|donne la mort|pendu|tue)
        (mort|morte|perdu|decede) ~3 (par|d un|d une|de) (suicide|overdose)
        (mission|opposant|attentat) suicide
        adieu (les|le|la) (vacances|regime|fromage|chocolat|sucre)
        """;
}
