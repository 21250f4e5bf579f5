namespace XelaConnect.Grains.Companion.Care.Phrases;

/// <summary>French, by concept: intent and means, preparation, farewell, absence, burden, threats by others.</summary>
internal static class FrenchHints
{
    public const string Text = """
        [exact]
        pondre points ponts toits bourse course courses cordes accord accords poisson boisson fondre voie voies vois quais arbres mars mari marie lettre
        [sets]
        intent = (veux|voudrais|aimerais|envie|vais|pense|pensais|songe|imagine|imaginais|besoin|tente|tentee|reve|devrais|pourrais|prevu|decide|idee|pulsion|aurais|hesite|vois) ~2
        drug = medicaments|medocs|comprimes|cachets|somniferes|doliprane|dolipranes|anxiolytiques|pilules|xanax|paracetamol|gelules|lexomil|antidepresseurs|insuline|ibuprofene|efferalgan|tramadol|valium|calmants|antidouleurs|morphine|seresta|temesta
        arm = couteau|arme|fusil|pistolet|hache|marteau|machette|cutter|flingue|revolver
        high = pont|toit|balcon|fenetre|immeuble|falaise|viaduc|tour|rebord|vide|etage|rambarde|terrasse
        rail = train|metro|rails|voie|voies|quai|rer|tram|bus|camion|voiture|voitures|route|autoroute
        body = bras|poignet|poignets|cuisse|cuisses|jambe|jambes|peau|ventre|veines|avant-bras|main|mains|visage
        one = il|elle|mari|femme|copain|copine|pere|mere|ex|conjoint|compagnon|beau|frere|fils|oncle|voisin|homme|type|mec|quelqu
        other = il|elle|ami|amie|amis|copain|copine|frere|soeur|fils|fille|mere|pere|maman|papa|mari|femme|ex|cousin|cousine|collegue|quelqu|voisin|voisine|compagnon|compagne|conjoint|pote|eleve|etudiant|etudiante|enfant|ado|neveu|niece|oncle|tante|camarade|meuf|mec|gars
        [explicit]
        <intent> ~3 (sauter|jeter|jette|saute|balancer|lancer|tomber|basculer) ~5 (<high> | <rail> | mer|riviere|seine)
        <intent> ~3 (foncer|planter|encastrer|jeter|rentrer|lancer|precipiter|donner un coup de volant|tourner le volant|envoyer|ecraser) ~5 (arbre|mur|platane|camion|ravin|poteau|rambarde|decor|fosse|pile|pont)
        (lacher|lache) ~2 volant
        (<high> | <rail>) ~8 (sauter | saute | me jeter | basculer | c est facile | si facile | tellement facile)
        (comme|si|tellement) (c est | ce serait) facile de (sauter|mourir|partir|tomber|basculer|disparaitre)
        (ce serait | c est) ~1 (si|tellement) (facile|simple) de (sauter|mourir|partir|tomber|basculer|disparaitre|lacher)
        si je (sautais|saute|me jetais|me jette|tombais) ~6 (mal|mourrais|mourir|personne|remarque|pont|fenetre|souffrirais)
        (marcher|entrer|nager|avancer) ~2 (dans|vers) ~1 (la mer|l eau|la riviere|le lac|l ocean) ~6 (pas|jamais|plus) ~2 (revenir|retour|ressortir)
        (mis|mets|mettre|garde|gardes|garder|stocke|stocker|accumule|accumuler|collectionne|economise|cache|caches|planque|amasse|reserve) ~2 (de cote)? ~4 <drug>
        <drug> ~3 (de cote|caches|planques|stockes|accumules|en reserve)
        (assez de|combien de|quelle dose|reste) ~2 <drug> ~8 (mourir|tuer|reveiller|mortel|mortelle|fatal|finir|partir|suffire|suffit|suffirait|faut il)
        dose (letale|mortelle|fatale)
        (pris|avale|avalee|prends|prendre|gobe|ingere|bu) ~3 (toute|tous|toutes|boite|boites|plaquette|plaquettes|flacon|tube|plein|trop|<many>|vingt|trente|quarante|quinze|dix|cinquante|poignee) ~5 <drug>
        (bu|boire|avale|avaler) ~3 (javel|poison|antigel|detergent|acide|pesticide)
        (achete|trouve|prepare|accroche|attache|noue|commande|ai) ~2 (une|la|ma|de la)? ~1 corde
        corde ~3 (prete|attend|accrochee|cou|grenier|cave|plafond)
        (achete|trouve|ai|charge|recupere|sais ou|prendre|procure|vole) ~5 (fusil|pistolet|flingue|revolver|arme)
        (balle|coup) ~2 (dans la tete|dans la bouche|dans le coeur|dans le crane)
        (tirer|mettre|tire|mettrais) une balle
        (moyen|maniere|methode|facon|mort|moyens|methodes) ~2 (rapide|indolore|sans douleur|douce|de mourir|pour mourir|de partir|d en finir|pour en finir|moins mal|sans souffrir)
        (cherche|cherchais|regarde|renseigne|google|recherche|recherches) ~6 (mourir|suicide|me tuer|dose|sans douleur|sans souffrir|pendre|pendaison)
        (brule|brulee|bruler|coupe|coupee|couper|entaille|entaillee|lacere|gratte|griffe|griffee|frappe|cogne|mords|tape|taillade) ~4 (<body> | tete|cigarette|briquet|lame) ~7 (sang|saigne|saigner|lame|rasoir|soulage|soulagement|calme|encore|expres|punir|ressentir|cigarette|briquet|jusqu|recommence|peine|hier)
        (encore|recommence|recommencer|re) ~2 (brule|brulee|bruler|coupee|couper|griffe|entaille|mutiler|scarifier|frapper|cogner) ~3
        me (suis|coupe|brule|griffe|cogne|frappe|mords) ~1 (encore|expres|souvent|tous)? ~1 (coupe|coupee|brule|brulee|griffe|griffee|entaille|taillade|scarifie|scarifiee|mutile|mutilee) ~3 (<body> | expres|encore|soir|nuit|hier|soulage|calme)
        (lame|lames|rasoir|cutter|briquet|cigarette|ciseaux|compas) ~5 (<body> | ressentir quelque | saigner | me couper | contre ma | cache)
        (besoin|envie|veux) ~1 (de)? (saigner|voir du sang|voir le sang|sentir la douleur|avoir mal)
        (voix|demon|diable|tete) ~6 (dit|disent|dire|ordonne|ordonnent|demande|demandent|crie|crient|poussent|pousse|murmure|murmurent|repete|repetent|commande|force) ~6 (tuer|mourir|sauter|jeter|couper|mal|finir|tue|meurs|saute|pendre|bruler|meure|faire)
        (peur|envie|pensees|pulsion|pulsions|veux) ~4 (faire du mal|faire mal|tuer|noyer|secouer|etouffer|jeter|blesser) ~2 (a)? (mon|ma|mes|au|le) ~1 (bebe|enfant|enfants|fils|fille|petit)
        <one> ~2 m (a|avait)? ~1 (frappe|frappee|etrangle|etranglee|cogne|cognee|gifle|giflee|poignarde|viole|violee|tabasse|tabassee|battu|battue|brulee|pousse|etouffee|menace|menacee|poussee)
        <one> me (frappe|tape|bat|cogne|gifle|etrangle|tabasse|menace|viole|sequestre|violente|pousse)
        <one> ~4 (a|avec|sort|prend|pris|sorti|tient|brandit|brandi|arrive avec|cherche) ~1 (un|une|son|sa|le|des|pris|sorti) <arm>
        <arm> ~6 (porte|dehors|gorge|cou|tempe|enfermee|enferme|menac*|hurle)
        (porte|dehors|enfermee|enferme|cachee|caches) ~8 <arm>
        (dit|jure|menace|promis|repete|crie|menacee|hurle|veut|peur) ~8 (me|m) (tuer|tue|tuera|tuerait|enterrer|bruler|buter|butera|egorger|planter|crever|buter|retrouver|finir)
        (tuer|tue|tuera|tuerait|bute|butera|creve) ~3 si je ~2 (pars|quitte|parle|porte plainte|partais|divorce|appelle|raconte|vais|dis)
        si je ~2 (pars|quitte|parle|porte plainte|raconte|appelle|divorce|dis) ~6 (tuer|tue|tuera|bute|enterre|egorge|brule|butera)
        (peur|crains) pour ma vie
        [indirect]
        (ecrit|ecris|laisse|ecrire|redige|enregistre|filme) ~4 (lettre|lettres|mot|mots|video|videos|message|messages) ~10 (plus la|partie|parti|apres|adieu|pardon|mon depart|trouveront|ma mort|disparu|quand je)
        (ecrit|redige|fait|signe|termine) ~2 (mon testament | mes dernieres volontes)
        (organise|paye|choisi|prepare|planifie) ~3 (mon enterrement | mes obseques | mes funerailles | ma tombe | mon cercueil)
        (choisi|fixe|decide|decidee|trouve) ~2 (date|jour|la date|le jour|l heure) ~4 ($|mourir|partir|finir|pour|ou je|de ma|apres|du)
        (donne|donnes|donner|distribue|legue|vendu|vends) ~8 (plus|pas) ~2 besoin
        (trouve|cherche) ~4 (maison|foyer|famille|quelqu) ~6 (chat|chien|chats|chiens|chienne|animaux) ~8
        (quand|lorsque|lorsqu|si) ~4 (lirez|liras|lisez|lis|lira|trouverez|trouveras|verrez|verras|recevrez|recevras|entendras|lit) ~4 (ca|ceci|lettre|mot|mots|message|lignes|me|ces|cela) ~8 (plus|partie|parti|mort|morte|tard|loin|serai|serait|fini)
        (dites|dis) (a|lui|leur|bien a) ~7 (aime|aimais|pas (sa|leur|ta|votre) faute|desole|desolee|pardon)
        (pas|de) (votre|ta|sa|leur|la) faute ~8 (adieu|pardon|fatigue*|aime|partir|pars|decision|choix)
        merci pour tout ~6 (adieu|pardon|dernier|derniere|pars|jamais|toujours)
        (dernier|derniere|derniers) ~1 (noel|anniversaire|ete|nuit|message|lettre|mots|conversation|soiree|hiver|texto|jour) ~5 (ici|vivant|vivante|avec vous|apres|je|moi|pour moi|sur terre|$)
        (noel|demain|matin|ete|lundi|vendredi|semaine|anniversaire|mois|annee|printemps|vacances|rentree|an) ~5 (serai|serait|suis|existerai|vivrai|ferai|verrai) ~1 (plus|pas) ~2 (la|ici|partie|vivante|vivant|de ce|des)?
        (serai|serait|existerai|vivrai|verrai|passerai|atteindrai|feterai) ~1 (plus|pas|jamais) ~3 (la|ici|noel|demain|ete|anniversaire|lundi|mes <number>|vivante|vivant|printemps|monde|vie|<number>)
        (vois|imagine) ~1 (pas|plus|jamais|mal) ~3 (d avenir|avenir|vieillir|vivre|avoir <number>|arriver|atteindre|vivante|vivant|plus tard|feter|dans <number>|futur|depasser)
        (aucun|plus d|pas d|plus aucun|pas|sans) (avenir|futur) ~2 (pour moi|$|devant moi|possible|je|a quoi)
        (vois|ai|ya|y a|a) (aucun|plus|pas) ~2 (avenir|futur) ~1 (pour moi|$|devant)?
        (bientot|enfin|plus pour longtemps) ~6 (termine|fini|finie|finira|repos|paix|libre|souffrirai|souffrir|mal|partie|tranquille|dormirai|delivre|delivree|arretera|partirai|derriere moi)
        (tout|ca|douleur|souffrance|calvaire) ~4 (sera|va etre|serait|va|seront) ~1 (bientot|enfin|vite)? ~1 (fini|finie|termine|terminee|finir|s arreter|arreter|derriere moi) ~1 (bientot|ce soir|demain|enfin)?
        (plus|pas|jamais) ~2 (besoin|a|devoir|aurez) ~2 (inquieter|occuper|supporter|soucier|porter|faire du souci) ~1 (de|pour)? ~1 (moi|me)
        (dormir|endormir|endors|endormais|fermer les yeux|coucher|m endormir) ~6 (jamais|toujours|plus|eternellement) ~4 (reveiller|reveil|rouvrir|ouvrir|toujours|$|me)
        (dormir|dors|dorme) ~2 (pour toujours | a jamais | eternellement | pour l eternite)
        (disparaitre|disparaisse|m effacer|m evaporer|partir|m en aller) ~3 (toujours|jamais|de ce monde|du monde|de la surface|de la terre|sans laisser|completement|pour de bon|definitivement|de la vie)
        (veux|voudrais|aimerais|envie|prefererais|besoin) ~2 (ne plus exister | plus exister | ne plus etre la | plus etre la | n etre plus rien | cesser d exister | arreter d exister | disparaitre $ | disparaitre et | ne pas exister | plus rien sentir | ne plus etre | plus etre de ce monde | quitter ce monde)
        (personne|nul|qui) ~3 (remarquerait|pleurerait|verrait|manquerais|regretterait|rendrait|remarque|remarquera|pleurera|verra|manquerai|soucierait|apercevrait|cherchera) ~6 si je ~1 (mourais|disparaissais|meurs|disparais|partais|pars|n etais|n existais|etais|suis)
        si je ~1 (mourais|disparaissais|meurs|disparais|partais|n etais|n existais|etais plus) ~6 (personne|nul|qui|ca changerait rien)
        (poids|fardeau|charge|boulet|inutile|parasite|gene) ~2 (pour|a) ~3 (tout|tous|famille|enfants|parents|autres|eux|mes|mari|monde|femme|vous|amis|mere)
        (suis|sens) ~3 (un fardeau|un boulet|un poids|un poids mort|qu un poids|qu un fardeau|un parasite|une charge)
        (sans moi) ~5 (mieux|soulages|heureux|tranquilles|bien|facile|soulage|meilleure|legere)
        (soulages|soulagees|mieux|heureux|tranquilles|soulage|facile|libres|debarrasses|debarrassee|simple|meilleure) ~5 (sans moi | si je ~2 (mourais|disparaissais|partais|n etais|n existais|etais|suis|meurs|disparais) | quand je serai plus | quand je ne serai plus | si j etais (morte|mort|plus))
        (vaux|vaudrais) plus ~1 (mort|morte)
        assurance vie ~8 (morte|mort|meurs|vaux|si je|utile|que moi)
        (vois|ai|trouve|y a|sais|reste|a) ~1 (plus|pas|aucun|aucune) ~3 (sens|raison|interet|but|pourquoi|utilite) ~3 (continuer|vivre|rester|me lever|exister|avancer|etre la|tout ca)
        (a quoi bon|pourquoi|a quoi ca sert|ca sert a quoi|autant) ~2 (continuer|vivre|rester|exister|me lever|me battre|en finir|mourir|partir pour|lutter) ~3
        (aimerais|voudrais|espere|souhaite|prie|si seulement|derangerait|j aimerais|veux|pourvu) ~5 (bus|camion|voiture|train|cancer|accident|foudre|crise cardiaque|infarctus|avion|tumeur) ~6 (renverse|ecrase|percute|emporte|tue|fauche|me|m|passe dessus|frappe)
        (faire|fasse) (renverser|ecraser|faucher) par ~2 (bus|camion|voiture|train|metro)
        (dieu|seigneur) ~4 (me prenne|prends moi|m emporte|me reprenne|me rappelle|viens me chercher|vienne me chercher)
        (rejoindre|retrouver|suivre) ~3 (mari|femme|mere|pere|fils|fille|grand|maman|papa|lui|elle|frere|soeur|le|la) ~4 (ciel|la haut|paradis|tombe|autre cote|mort|au dela)
        (<high> | <rail>) ~8 (m attire | attire|m appelle|tente|si facile|tellement facile|serait facile)
        me (coupe|brule|griffe|frappe|mords|tape|cogne) ~1 (pour|parce|quand|chaque|tous|depuis|souvent|jusqu|la nuit|le soir)
        (attrape|attrapee|saisi|saisie|serre|serree|pris|prise) ~3 (gorge|cou|cheveux)
        (range|paye|regle|prepare|organise|pret|prete|trie|classe|ecrit) ~9 (apres ma mort | pour apres | quand je serai plus | quand je ne serai plus | apres moi | apres mon depart)
        (aimerais|voudrais|espere|souhaite|veux|prie) ~4 coeur ~3 (arrete|arreter|lache|lacher|cesse)
        (rien|personne) ~2 (me|ne me)? (retient|reste|rattache) ~2 (ici|sur terre|dans ce monde)
        (passerai|passe|finirai|tiendrai|survivrai) ~1 (pas|plus) ~3 (hiver|ete|nuit|annee|noel|semaine|mois|printemps|jusqu|<number>)
        [third]
        <other> ~6 (veut|dit|disait|parle|menace|envoye|poste|ecrit|publie|laisse|repete|pense|voulait|arrete pas) ~9 (mourir | sauter | disparaitre | plus vivre | plus exister | plus la | adieu | adieux | fardeau | en finir | se tuer | ne plus se reveiller | tout prepare | partir pour toujours | sans elle | sans lui | suicide | plus envie)
        <other> ~4 (se (coupe|brule|scarifie|mutile|taillade) | (coupures|cicatrices|entailles|traces|marques|brulures) ~4 <body>)
        (vu|montre|decouvert|trouve|a|remarque|cache) ~3 (coupures|cicatrices|entailles|lames|rasoir|brulures|scarifications) ~5 (<body> | chambre|sac|tiroir|manches)
        <other> ~4 (donne|distribue|donner) ~2 (toutes|tout|ses|son) ~2 (affaires|choses|chien|chat|objets|vetements|jeux) ~8
        <other> ~4 (pris|avale|cache|stocke|garde|achete|accumule) ~5 (medicaments|cachets|somniferes|corde|boite|fusil|comprimes|medocs)
        <other> ~4 (pont|toit|balcon|fenetre|quai) ~6 (sauter|jeter|saute|aide|pleure)
        [safe]
        (mis|mets|garde|stocke|achete|pris|cache|prends|ai|trouve|garder|commande|economise) ~8 (medicaments|cachets|comprimes|pilules|gelules|paracetamol|doliprane|ibuprofene|insuline|corde|fusil|pistolet|arme|anxiolytiques) ~8 (voyage|avion|bateau|vacances|pharmacie|allergie|medecin|chien|chat|rhume|frigo|transports|mal de tete|migraine|sauter|balancoire|escalade|linge|jouet|colle|chasse|eau|jeu|guitare|jardin|portee|enfants|mamie|grippe|fievre|sport|deguisement|mal de mer)
        (garde|mis|prends|garder) ~3 (cachets|comprimes|medicaments|pilules) (contre|pour) ~4
        (noel|demain|lundi|vendredi|semaine|ete|vacances|mois) ~5 (serai|serait|suis) ~1 pas ~1 (la|ici)? ~6 (ski|vacances|voyage|travail|medecin|dentiste|conge|rendez|deplacement|bureau|train|avion|plage|campagne)
        (serai|serait|suis|suis) ~1 (pas|plus) ~1 (la|ici) ~8 (ski|vacances|voyage|pars|part|medecin|dentiste|conge|deplacement|bureau|train|avion|plage|campagne|reunion|famille en|demenage)
        (serai|serait) ~1 pas la (demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|ce|cet|a midi)  ~3
        (donne|donner|vendu|distribue|vends) ~8 (vieux|vieille|vieilles|ancien|anciens|anciennes|association|emmaus|petits|petit|taille|demenage|demenagement|tri|grandi) ~10
        (bientot|enfin|tout|vivement) ~8 (examens|exams|partiels|semestre|hiver|travaux|projet|trimestre|semaine|film|match|cours|saison|bac|demenagement|stage|vacances|ete|ecole|concours|dossier) ~4
        (examens|exams|partiels|semestre|travaux|projet|cours|saison|bac|demenagement|stage|dossier|film|match|hiver) ~4 (bientot|enfin|sera|va) ~3 (termine|fini|finis|finie|finir|termines) ~1
        (sauter|jeter|plonger|lancer|saute|jette) ~4 (parachute|piscine|eau|plongeoir|elastique|trampoline|corde|flaques|lit|canape) ~3
        (sauter|monter|saute|sautons) dans ~2 (train|avion|voiture|bus|taxi|metro) ~2
        (pont|balcon|toit|terrasse|quai) ~8 (photo|photos|vue|fete|fleurs|plantes|bateaux|apero)
        (jeu|film|serie|livre|roman|partie|scene|piece|chanson|fortnite|minecraft) ~12 (tue|tuer|mourir|couteau|fusil|arme|sauter|pont|meurt|tuent) ~2
        (tue|tuer|couteau|fusil|arme|meurs) ~6 (jeu|film|serie|livre|partie|scene|niveau|fortnite|minecraft|boss)
        (coupe|coupee|brule|brulee|cogne|bruler|couper) ~5 (cuisine|cuisinant|four|fer|oignon|oignons|poele|rasant|soleil|plage|papel|papier|sans faire expres|huile|cafe|soupe|epilant|pain|legumes|doigt|langue|table)
        (a|avec|sort|prend|tient) ~2 (couteau|hache|fusil|marteau|cutter|arme) ~6 (cuisine|cuisiner|fromage|pain|jouet|chasse|bois|chef|film|oignon|suisse|beurre|jeu|colle)
        (me|m) (a)? (bat|battu|battue|tape|frappe|pousse) ~3 (aux echecs|echecs|jeu|tennis|carte|cartes|mario|course|balle|ballon|dans l oeil|l esprit|sur les nerfs|l epaule)
        (disparaitre|partir|dormir) ~6 (plage|ile|week|montagne|vacances|dimanche|honte|bretagne)
        honte ~8 (disparaitre|mourir) $?
        (me|m) (suis|etais) ~1 (coupe|coupee|brule|brulee|cogne|cognee|griffe|griffee) ~5 (cuisine|cuisinant|four|fer|poele|rasant|soleil|papier|expres|huile|cafe|soupe|chat|table|porte|ronces)
        """;
}
